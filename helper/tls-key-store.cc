/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-store.h"

#include "ns3/cryptopp-random-source.h"
#include "ns3/key-spec.h"
#include "ns3/log.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <unistd.h>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TlsKeyStore");

namespace
{

using tls::Bytes;
using tls::ByteView;

/// Counts up when the same seed is to give other keys, so that old files are passed over.
constexpr const char* GENERATION = "1";

/// @return the user's cache; empty when the environment names none
std::string
FindCache()
{
    const char* cache = std::getenv("XDG_CACHE_HOME");
    if (cache && cache[0] == '/')
    {
        return std::string(cache) + "/tls-spdy";
    }
    const char* home = std::getenv("HOME");
    return home && home[0] == '/' ? std::string(home) + "/.cache/tls-spdy" : "";
}

/**
 * @param provider what loads keys and hashes
 * @param path a file: SHA-256 of the rest, PrivateKeyInfo
 * @param spec kind and size that the key has to have
 * @return the key; null when the file is not there, or is not what was written
 */
tls::PrivateKeyPtr
Load(tls::CryptoProvider& provider, const std::string& path, const tls::KeySpec& spec)
{
    std::ifstream file(path, std::ios::binary);
    const Bytes content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const size_t length = HashLength(tls::HashAlgorithm::SHA256);
    const ByteView pkcs8 = ByteView(content).Sub(length);
    if (pkcs8.IsEmpty() ||
        ByteView(content).Sub(0, length) != provider.Hash(tls::HashAlgorithm::SHA256, pkcs8))
    {
        return nullptr;
    }
    const tls::PrivateKeyPtr key = provider.LoadPrivateKey(pkcs8);
    return key && IsOfKind(spec, *key->publicKey) ? key : nullptr;
}

/**
 * Write a file at once or not at all; a failure is no failure, the key is then made again.
 * @param provider what hashes
 * @param path the file
 * @param key what it is to hold
 */
void
Save(tls::CryptoProvider& provider, const std::string& path, const tls::PrivateKey& key)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::create_directories(fs::path(path).parent_path(), error);
    const std::string draft = path + "." + std::to_string(getpid());
    Bytes content = provider.Hash(tls::HashAlgorithm::SHA256, key.pkcs8);
    tls::Append(content, key.pkcs8);
    std::ofstream file(draft, std::ios::binary | std::ios::trunc);
    std::copy(content.begin(), content.end(), std::ostreambuf_iterator<char>(file));
    file.close();
    if (file)
    {
        fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, error);
        fs::rename(draft, path, error);
    }
    if (!file || error)
    {
        NS_LOG_WARN("a key cannot be kept in " << path);
        fs::remove(draft, error);
    }
}

} // namespace

TlsKeyStore::TlsKeyStore(std::string folder)
    : m_folder(folder.empty() ? FindCache() : std::move(folder))
{
}

tls::PrivateKeyPtr
TlsKeyStore::Get(tls::CryptoProvider& provider,
                 uint32_t seed,
                 uint32_t index,
                 const std::string& spec) const
{
    NS_LOG_FUNCTION(this << seed << index << spec);
    const std::optional<tls::KeySpec> kind = tls::ParseKeySpec(spec);
    if (!kind)
    {
        return nullptr;
    }
    const std::string path = GetPath(seed, index, spec);
    if (!path.empty())
    {
        if (tls::PrivateKeyPtr key = Load(provider, path, *kind))
        {
            return key;
        }
    }
    tls::CryptoppRandomSource random(
        tls::ToBytes("key " + std::to_string(seed) + " " + std::to_string(index) + " " + spec));
    const tls::PrivateKeyPtr key = GenerateKey(*kind, provider, random);
    if (key && !path.empty())
    {
        Save(provider, path, *key);
    }
    return key;
}

std::string
TlsKeyStore::GetPath(uint32_t seed, uint32_t index, const std::string& spec) const
{
    if (m_folder.empty())
    {
        return "";
    }
    std::string kind = spec;
    std::replace(kind.begin(), kind.end(), ':', '-');
    return m_folder + "/" + kind + "-" + std::to_string(seed) + "-" + std::to_string(index) + "-v" +
           GENERATION + ".key";
}

} // namespace ns3
