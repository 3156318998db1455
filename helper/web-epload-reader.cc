/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-epload-reader.h"

#include <algorithm>
#include <numeric>

namespace ns3
{

namespace
{

using Type = WebJsonValue::Type;

constexpr uint64_t USUAL_SIZE = 10000; //!< octets of an object without a length
constexpr double MAX_SIZE = 1e12;      //!< more octets than anybody sends
constexpr double MAX_TIME = 1e8;       //!< in ms: more than a day

/// @param mime a media type @return the type of such objects
WebObjectType
GetType(const std::string& mime)
{
    const auto has = [&mime](const char* word) { return mime.find(word) != std::string::npos; };
    if (has("html"))
    {
        return WebObjectType::HTML;
    }
    if (has("javascript"))
    {
        return WebObjectType::SCRIPT;
    }
    if (has("css"))
    {
        return WebObjectType::STYLE;
    }
    return has("image") ? WebObjectType::IMAGE : WebObjectType::OTHER;
}

/// @param ms a time in ms @return the time
Time
ToTime(double ms)
{
    return NanoSeconds(static_cast<int64_t>(std::max(0.0, ms) * 1e6 + 0.5));
}

/**
 * Takes an URL apart.
 * @param url as "http://host/path"
 * @param host what is empty is filled in
 * @param path likewise
 */
void
TakeUrl(const std::string& url, std::string& host, std::string& path)
{
    const size_t scheme = url.find("://");
    if (scheme == std::string::npos)
    {
        return;
    }
    const size_t slash = std::min(url.find('/', scheme + 3), url.size());
    host = host.empty() ? url.substr(scheme + 3, slash - scheme - 3) : host;
    path = path.empty() ? url.substr(slash) : path;
    path = path.empty() ? "/" : path;
}

} // namespace

bool
WebEploadReader::IsEpload(const std::string& text)
{
    const size_t first = text.find_first_not_of(" \t\r\n");
    return first != std::string::npos && text[first] == '{';
}

const std::string&
WebEploadReader::GetFailure() const
{
    return m_failure;
}

bool
WebEploadReader::Fail(size_t line, const std::string& reason)
{
    m_failure = "line " + std::to_string(line) + ": " + reason;
    return false;
}

bool
WebEploadReader::Read(const std::string& text, WebPage& page)
{
    *this = WebEploadReader();
    WebJsonValue root;
    if (!WebJsonValue::Parse(text, root, m_failure))
    {
        return false;
    }
    m_page.name = root.Get("name").text;
    for (const WebJsonValue& object : root.Get("objs").items)
    {
        if (!TakeObject(object))
        {
            return false;
        }
    }
    for (const WebJsonValue& dependency : root.Get("deps").items)
    {
        if (!TakeDependency(dependency))
        {
            return false;
        }
    }
    for (size_t i = 0; i < m_page.objects.size(); ++i)
    {
        Connect(i);
    }
    if (const auto fault = m_page.Check())
    {
        return Fail(m_lines.empty() ? root.line : m_lines[fault->object], fault->reason);
    }
    page = m_page;
    return true;
}

bool
WebEploadReader::TakeObject(const WebJsonValue& value)
{
    const WebJsonValue& download = value.Get("download");
    const WebJsonValue& length = download.Get("len");
    const size_t number = m_page.objects.size();
    WebPageObject object;
    object.name = value.Get("id").text;
    object.host = value.Get("host").text;
    object.path = value.Get("path").text;
    TakeUrl(value.Get("url").text, object.host, object.path);
    object.type = GetType(download.Get("type").text);
    object.size = USUAL_SIZE;
    if (length.type == Type::NUMBER && length.number < 0)
    {
        return Fail(length.line, "a size cannot be negative");
    }
    if (length.number > MAX_SIZE)
    {
        return Fail(length.line, "a size is too large");
    }
    if (length.type == Type::NUMBER)
    {
        object.size = static_cast<uint64_t>(length.number);
    }
    m_lines.push_back(value.line);
    m_isEarly.push_back(value.Get("when_comp_start").number > 0);
    m_downloads.push_back(download.Get("id").text);
    m_names.emplace_back();
    m_times.emplace_back();
    if (!m_activities.insert({m_downloads.back(), {number, std::nullopt}}).second)
    {
        return Fail(download.line, "there are two activities \"" + m_downloads.back() + "\"");
    }
    for (const WebJsonValue& computation : value.Get("comps").items)
    {
        const std::string& name = computation.Get("id").text;
        const double time = computation.Get("time").number;
        if (time > MAX_TIME)
        {
            return Fail(computation.line, "a time is longer than a day");
        }
        if (!m_activities.insert({name, {number, m_names.back().size()}}).second)
        {
            return Fail(computation.line, "there are two activities \"" + name + "\"");
        }
        m_names.back().push_back(name);
        m_times.back().push_back(ToTime(time));
        object.computeTime += m_times.back().back();
    }
    m_page.objects.push_back(object);
    return true;
}

bool
WebEploadReader::TakeDependency(const WebJsonValue& value)
{
    const WebJsonValue& time = value.Get("time");
    const std::string& first = value.Get("a1").text;
    const std::string& second = value.Get("a2").text;
    for (const std::string& name : {first, second})
    {
        if (m_activities.count(name) == 0)
        {
            return Fail(value.line, "there is no activity \"" + name + "\"");
        }
    }
    if (time.number > MAX_TIME)
    {
        return Fail(time.line, "a time is longer than a day");
    }
    m_needs[second].push_back({first, time.type == Type::NUMBER ? time.number : -1});
    return true;
}

Time
WebEploadReader::GetDelay(const Need& need) const
{
    const Activity& activity = m_activities.at(need.activity);
    if (!activity.computation)
    {
        return ToTime(need.time);
    }
    const std::vector<Time>& times = m_times[activity.object];
    const auto begin = times.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(*activity.computation);
    return std::accumulate(begin, end, need.time < 0 ? *end : ToTime(need.time));
}

void
WebEploadReader::AddBlockers(const Activity& activity, std::set<size_t>& blockers) const
{
    const size_t count = activity.computation ? *activity.computation + 1 : 0;
    for (size_t i = 0; i < count; ++i)
    {
        const auto needs = m_needs.find(m_names[activity.object][i]);
        for (size_t j = 0; needs != m_needs.end() && j < needs->second.size(); ++j)
        {
            const size_t other = m_activities.at(needs->second[j].activity).object;
            if (other != activity.object)
            {
                blockers.insert(other);
            }
        }
    }
}

void
WebEploadReader::Connect(size_t number)
{
    const auto found = m_needs.find(m_downloads[number]);
    if (found == m_needs.end())
    {
        return;
    }
    const std::vector<Need>& needs = found->second;
    const auto latest =
        std::max_element(needs.begin(), needs.end(), [this](const Need& a, const Need& b) {
            return GetDelay(a) < GetDelay(b);
        });
    const Activity& activity = m_activities.at(latest->activity);
    WebPageObject& object = m_page.objects[number];
    object.parent = activity.object;
    object.delay = GetDelay(*latest);
    const bool isEarly = activity.computation ? m_isEarly[activity.object] : latest->time >= 0;
    object.position = isEarly ? 0 : m_page.objects[activity.object].size;

    std::set<size_t> blockers;
    AddBlockers(activity, blockers);
    for (const Need& need : needs)
    {
        blockers.insert(m_activities.at(need.activity).object);
        AddBlockers(m_activities.at(need.activity), blockers);
    }
    blockers.erase(activity.object);
    blockers.erase(number);
    object.after.assign(blockers.begin(), blockers.end());
}

} // namespace ns3
