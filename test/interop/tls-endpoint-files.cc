/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-endpoint-files.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace ns3
{
namespace endpoint
{

namespace
{

std::string
GuessContentType(const std::string& path)
{
    static const std::pair<const char*, const char*> TYPES[] = {{".html", "text/html"},
                                                                {".txt", "text/plain"},
                                                                {".css", "text/css"},
                                                                {".js", "application/javascript"},
                                                                {".json", "application/json"},
                                                                {".png", "image/png"}};
    for (const auto& [ending, type] : TYPES)
    {
        const std::string_view suffix = ending;
        if (path.size() >= suffix.size() &&
            path.compare(path.size() - suffix.size(), suffix.size(), suffix) == 0)
        {
            return type;
        }
    }
    return "application/octet-stream";
}

FileReply
MakeText(const std::string& status, const std::string& text)
{
    return {status, "text/plain", wire::ToBytes(text + "\n")};
}

} // namespace

std::optional<Bytes>
ReadWholeFile(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
    {
        return std::nullopt;
    }
    std::ifstream file(path, std::ios::binary);
    if (!file)
    {
        return std::nullopt;
    }
    return Bytes(std::istreambuf_iterator<char>(file), {});
}

FileReply
AnswerRequest(const std::string& root,
              const std::string& method,
              const std::string& path,
              const Bytes& body)
{
    if (method == "POST" || method == "PUT")
    {
        return {"200 OK", "application/octet-stream", body};
    }
    if (method != "GET" && method != "HEAD")
    {
        return MakeText("405 Method Not Allowed", "This server answers GET, HEAD, POST and PUT.");
    }
    if (path.empty() || path.front() != '/')
    {
        return MakeText("400 Bad Request", "A path begins with a slash.");
    }
    if (root.empty())
    {
        return MakeText("200 OK", "Hello from tls-endpoint.");
    }
    std::string name = path.substr(0, path.find('?'));
    if (name.back() == '/')
    {
        name += "index.html";
    }
    for (const auto& part : std::filesystem::path(name))
    {
        if (part == "..")
        {
            return MakeText("403 Forbidden", "A path stays below the root.");
        }
    }
    std::error_code error;
    if (std::filesystem::is_regular_file(root + name, error))
    {
        if (auto content = ReadWholeFile(root + name))
        {
            return {"200 OK", GuessContentType(name), std::move(*content)};
        }
    }
    return MakeText("404 Not Found", "There is no " + name + ".");
}

bool
KeepBody(const std::string& folder, uint32_t number, const Bytes& body)
{
    const auto write = [&](std::ostream& stream) {
        stream.write(reinterpret_cast<const char*>(body.data()),
                     static_cast<std::streamsize>(body.size()));
        stream.flush();
        return stream.good();
    };
    if (folder.empty())
    {
        return write(std::cout);
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    std::ofstream file(folder + "/body-" + std::to_string(number), std::ios::binary);
    return write(file);
}

} // namespace endpoint
} // namespace ns3
