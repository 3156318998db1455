/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-archive.h"

#include "tls-csv-writer.h"
#include "tls-json-text.h"
#include "tls-output-file.h"

#include <array>
#include <cstdio>
#include <fstream>

namespace ns3
{

namespace
{

/// @param time since the start of the simulation @return a time of day
std::string
ToTimeOfDay(Time time)
{
    const int64_t ms = time.GetMilliSeconds();
    std::array<char, 40> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "2013-01-01T%02d:%02d:%02d.%03dZ",
                  static_cast<int>(ms / 3600000 % 24),
                  static_cast<int>(ms / 60000 % 60),
                  static_cast<int>(ms / 1000 % 60),
                  static_cast<int>(ms % 1000));
    return TlsJsonText::Quote(text.data());
}

/// @param duration negative: does not apply @return it in ms, -1 when it does not apply
std::string
ToMs(Time duration)
{
    return duration.IsStrictlyNegative() ? "-1" : TlsCsvWriter::ToMilliseconds(duration);
}

/// @param from when it began @param to when it ended @return how long it took, if it did
Time
Between(Time from, Time to)
{
    return from.IsStrictlyNegative() || to < from ? Seconds(-1) : to - from;
}

/// @param headers fields @return them as a list of JSON
std::string
ToList(const http::HttpHeaders& headers)
{
    std::string list;
    for (const auto& header : headers)
    {
        list += (list.empty() ? "" : ", ") + ("{\"name\": " + TlsJsonText::Quote(header.name)) +
                ", \"value\": " + TlsJsonText::Quote(header.value) + "}";
    }
    return "[" + list + "]";
}

/// @param type of an object @return a media type of it
const char*
GetMediaType(WebObjectType type)
{
    switch (type)
    {
    case WebObjectType::HTML:
        return "text/html";
    case WebObjectType::STYLE:
        return "text/css";
    case WebObjectType::SCRIPT:
        return "application/javascript";
    case WebObjectType::IMAGE:
        return "image/jpeg";
    case WebObjectType::OTHER:
        return "application/octet-stream";
    }
    return "application/octet-stream";
}

/// @param object what was loaded @return headers with the host in front
http::HttpHeaders
GetRequestHeaders(const WebPageObject& object)
{
    http::HttpHeaders headers{{"Host", object.host}};
    headers.insert(headers.end(), object.requestHeaders.begin(), object.requestHeaders.end());
    return headers;
}

/**
 * Writes an entry.
 * @param file where
 * @param cell of the page
 * @param id of the page
 * @param number of the object
 */
void
WriteEntry(std::ofstream& file, const WebPageSweepCell& cell, const std::string& id, size_t number)
{
    const WebPageObject& object = cell.page->objects[number];
    const WebObjectRecord& times = cell.first->record.objects[number];
    const Time whole = Between(times.start, times.done);
    // The archive counts TLS within the time to connect.
    const bool hasTls = !times.tls.IsStrictlyNegative();
    const bool hasTcp = !times.connect.IsStrictlyNegative();
    const Time connect =
        (hasTcp ? times.connect : Time(0)) + (hasTls ? times.tls : Time(hasTcp ? 0 : -1));
    Time waited = times.start;
    for (const Time& part : {times.blocked, times.connect, times.tls})
    {
        waited += part.IsStrictlyNegative() ? Time(0) : part;
    }
    const bool isPushed = times.isPushed;
    const std::string version = cell.protocol.IsSpdy() ? cell.protocol.token : "HTTP/1.1";
    const std::string scheme = cell.protocol.isTls ? "https://" : "http://";
    file << "      {\"pageref\": " << TlsJsonText::Quote(id)
         << ", \"startedDateTime\": " << ToTimeOfDay(times.start) << ", \"time\": " << ToMs(whole)
         << ",\n       \"request\": {\"method\": \"GET\", \"url\": "
         << TlsJsonText::Quote(scheme + object.host + object.path)
         << ", \"httpVersion\": " << TlsJsonText::Quote(version)
         << ", \"cookies\": [], \"headers\": " << ToList(GetRequestHeaders(object))
         << ", \"queryString\": [], \"headersSize\": -1, \"bodySize\": 0},\n"
         << "       \"response\": {\"status\": " << times.status << ", \"statusText\": \""
         << (times.status == 200 ? "OK" : "")
         << "\", \"httpVersion\": " << TlsJsonText::Quote(version)
         << ", \"cookies\": [], \"headers\": " << ToList(object.replyHeaders)
         << ", \"content\": {\"size\": " << times.received
         << ", \"mimeType\": " << TlsJsonText::Quote(GetMediaType(object.type))
         << "}, \"redirectURL\": \"\", \"headersSize\": -1, \"bodySize\": " << times.received
         << "},\n       \"cache\": {}, \"timings\": {\"blocked\": " << ToMs(times.blocked)
         << ", \"dns\": -1, \"connect\": " << ToMs(connect) << ", \"ssl\": " << ToMs(times.tls)
         << ", \"send\": " << (isPushed ? "0" : ToMs(Between(waited, times.sent)))
         << ", \"wait\": " << ToMs(Between(isPushed ? times.start : times.sent, times.firstByte))
         << ", \"receive\": " << ToMs(Between(times.firstByte, times.done)) << "}}";
}

} // namespace

bool
WriteWebPageArchive(const std::vector<WebPageSweepCell>& cells, const std::string& path)
{
    TlsOutputFile output(path);
    std::ofstream& file = output.GetStream();
    file << "{\"log\": {\n  \"version\": \"1.2\",\n"
         << "  \"creator\": {\"name\": \"tls-spdy\", \"version\": \"0.1\"},\n  \"pages\": [";
    std::vector<std::string> ids;
    bool isFirst = true;
    for (size_t i = 0; i < cells.size(); ++i)
    {
        ids.push_back("page-" + std::to_string(i + 1));
        if (!cells[i].first)
        {
            continue;
        }
        const WebPageCell& columns = cells[i].columns;
        const WebPageRecord& record = cells[i].first->record;
        file << (isFirst ? "\n" : ",\n") << "    {\"id\": " << TlsJsonText::Quote(ids[i])
             << ", \"startedDateTime\": " << ToTimeOfDay(record.start) << ", \"title\": "
             << TlsJsonText::Quote(cells[i].page->name + ", " + columns.protocol + ", " +
                                   columns.domains + " domain, push " + columns.push + ", RTT " +
                                   columns.rtt + " ms, loss " + columns.loss)
             << ", \"pageTimings\": {\"onLoad\": " << ToMs(record.loadTime) << "}}";
        isFirst = false;
    }
    file << "\n  ],\n  \"entries\": [";
    isFirst = true;
    for (size_t i = 0; i < cells.size(); ++i)
    {
        for (size_t j = 0; cells[i].first && j < cells[i].page->objects.size(); ++j)
        {
            if (cells[i].first->record.objects[j].done.IsStrictlyNegative())
            {
                continue;
            }
            file << (isFirst ? "\n" : ",\n");
            WriteEntry(file, cells[i], ids[i], j);
            isFirst = false;
        }
    }
    file << "\n  ]\n}}\n";
    return output.Commit();
}

} // namespace ns3
