/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-session.h"

#include "tls-endpoint-files.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>

namespace ns3
{
namespace endpoint
{

namespace
{

/// Seconds for which a session can be resumed: a day, the most that RFC 5246, F.1.4 advises.
constexpr int64_t LIFETIME = 24 * 3600;

/// Tickets with early data that a server keeps where it keeps no sessions otherwise.
constexpr size_t EARLY_TICKETS = 1000;

int64_t
Now()
{
    return static_cast<int64_t>(std::time(nullptr));
}

/// Whether a client has anything to do with sessions.
bool
SharesSessions(const EndpointOptions& options)
{
    return !options.sessionIn.empty() || !options.sessionOut.empty();
}

/// Fill a client's cache with the session of a file.
std::string
LoadSession(const EndpointOptions& options,
            tls::CryptoProvider& provider,
            tls::TlsSessionCache& cache)
{
    const auto data = ReadWholeFile(options.sessionIn);
    if (!data)
    {
        return "The file " + options.sessionIn + " cannot be read.";
    }
    auto session = tls::ParseSession(*data, provider);
    if (!session)
    {
        return "The file " + options.sessionIn + " holds no session.";
    }
    cache.Store(options.GetServerName(),
                std::make_shared<const tls::TlsSession>(std::move(*session)));
    return "";
}

} // namespace

std::string
PrepareSessions(const EndpointOptions& options,
                tls::CryptoProvider& provider,
                tls::RandomSource& random,
                tls::TlsConfig& config)
{
    const uint32_t size = options.sessionCache.value_or(0);
    const uint32_t tickets = options.tickets.value_or(0);
    if (options.role == tls::TlsRole::SERVER)
    {
        config.sessionCache =
            size > 0 ? std::make_shared<tls::TlsSessionCache>(size, LIFETIME) : nullptr;
        config.ticketKeys =
            tickets > 0 ? std::make_shared<tls::TlsTicketKeys>(random, LIFETIME) : nullptr;
        config.tls13.ticketCount = std::max<uint32_t>(tickets, 1);
        if (config.tls13.maxEarlyData > 0 && !config.sessionCache)
        {
            // A ticket with early data serves once.
            config.sessionCache = std::make_shared<tls::TlsSessionCache>(EARLY_TICKETS, LIFETIME);
        }
        return "";
    }
    config.takesTickets = options.tickets ? tickets > 0 : SharesSessions(options);
    if (!SharesSessions(options))
    {
        return "";
    }
    config.sessionCache = std::make_shared<tls::TlsSessionCache>(1, LIFETIME);
    return options.sessionIn.empty() ? "" : LoadSession(options, provider, *config.sessionCache);
}

void
UpdateSessions(const EndpointOptions& options,
               const std::vector<tls::TlsSessionUpdate>& updates,
               const tls::TlsConfig& config)
{
    const bool isClient = options.role == tls::TlsRole::CLIENT;
    const bool keepsIds = !isClient || options.sessionCache != 0;
    for (const tls::TlsSessionUpdate& update : updates)
    {
        if (!config.sessionCache)
        {
            return;
        }
        if (update.session && (keepsIds || !update.session->ticket.empty()))
        {
            config.sessionCache->Store(update.key, update.session);
        }
        else
        {
            config.sessionCache->Remove(update.key);
        }
    }
}

void
KeepSession(const EndpointOptions& options, const tls::TlsConfig& config)
{
    if (options.sessionOut.empty() || !config.sessionCache)
    {
        return;
    }
    const tls::TlsSessionPtr session = config.sessionCache->Find(options.GetServerName(), Now());
    if (!session)
    {
        std::error_code error;
        std::filesystem::remove(options.sessionOut, error);
        return;
    }
    const Bytes data = tls::SerializeSession(*session);
    std::ofstream file(options.sessionOut, std::ios::binary);
    file.write(reinterpret_cast<const char*>(data.data()),
               static_cast<std::streamsize>(data.size()));
}

} // namespace endpoint
} // namespace ns3
