/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-reader.h"

#include <algorithm>
#include <sstream>
#include <utility>

namespace ns3
{

namespace
{

constexpr const char* WHITE = " \t\r";
constexpr size_t MAX_DIGITS = 15; //!< more octets than anybody sends

/// The text without white space around it.
std::string
Trim(const std::string& text)
{
    const size_t begin = text.find_first_not_of(WHITE);
    return begin == std::string::npos
               ? ""
               : text.substr(begin, text.find_last_not_of(WHITE) - begin + 1);
}

/// What is wrong with a number of octets; empty when nothing is.
std::string
ReadOctets(const std::string& value, const std::string& what, uint64_t& octets)
{
    const bool isNegative = value.size() > 1 && value.front() == '-';
    const size_t first = isNegative ? 1 : 0;
    if (value.find_first_not_of("0123456789", first) != std::string::npos ||
        value.size() - first == 0 || value.size() - first > MAX_DIGITS)
    {
        return what + " is a number of octets, not \"" + value + "\"";
    }
    if (isNegative)
    {
        return what + " cannot be negative";
    }
    octets = std::stoull(value);
    return "";
}

/// What is wrong with a time; empty when nothing is.
std::string
ReadTime(const std::string& value, const std::string& what, Time& time)
{
    const std::map<std::string, int64_t> units{{"us", 1000}, {"ms", 1000000}, {"s", 1000000000}};
    const size_t end = std::min(value.find_first_not_of("0123456789."), value.size());
    const auto unit = units.find(value.substr(end));
    const std::string digits = value.substr(0, end);
    if (digits.empty() || digits == "." || digits.size() > MAX_DIGITS ||
        std::count(digits.begin(), digits.end(), '.') > 1 || unit == units.end())
    {
        return what + " is a time such as 50ms, with the unit us, ms or s, not \"" + value + "\"";
    }
    std::istringstream text(digits);
    text.imbue(std::locale::classic());
    double number = 0;
    text >> number;
    const double nanoseconds = number * static_cast<double>(unit->second) + 0.5;
    if (nanoseconds > 1e15)
    {
        return what + " is longer than ten days";
    }
    time = NanoSeconds(static_cast<int64_t>(nanoseconds));
    return "";
}

/// What is wrong with a choice; empty when nothing is.
std::string
ReadChoice(const std::string& value, const std::string& what, bool& choice)
{
    if (value != "true" && value != "false")
    {
        return what + " is true or false, not \"" + value + "\"";
    }
    choice = value == "true";
    return "";
}

/// What is wrong with a header; empty when nothing is.
std::string
ReadHeader(const std::string& value, http::HttpHeaders& headers)
{
    const size_t colon = value.find(':');
    const std::string name = value.substr(0, colon);
    if (colon == std::string::npos || name.empty() ||
        name.find_first_of(" \t()<>@,;\\\"/[]?={}") != std::string::npos)
    {
        return "a header is a name, a colon and a value, not \"" + value + "\"";
    }
    headers.push_back({name, Trim(value.substr(colon + 1))});
    return "";
}

} // namespace

const std::map<std::string, WebPageReader::Handler>&
WebPageReader::GetHandlers()
{
    static const std::map<std::string, Handler> handlers{
        {"page", &WebPageReader::TakePage},
        {"object", &WebPageReader::TakeObject},
        {"host", &WebPageReader::TakeHost},
        {"path", &WebPageReader::TakePath},
        {"type", &WebPageReader::TakeType},
        {"size", &WebPageReader::TakeSize},
        {"parent", &WebPageReader::TakeParent},
        {"position", &WebPageReader::TakePosition},
        {"after", &WebPageReader::TakeAfter},
        {"delay", &WebPageReader::TakeDelay},
        {"think", &WebPageReader::TakeThink},
        {"compute", &WebPageReader::TakeCompute},
        {"chunked", &WebPageReader::TakeChunked},
        {"pushed", &WebPageReader::TakePushed},
        {"request", &WebPageReader::TakeRequest},
        {"reply", &WebPageReader::TakeReply},
    };
    return handlers;
}

bool
WebPageReader::Read(const std::string& text, WebPage& page)
{
    *this = WebPageReader();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        ++m_line;
        if (!TakeLine(Trim(line)))
        {
            return false;
        }
    }
    if (!Resolve())
    {
        return false;
    }
    if (const auto fault = m_page.Check())
    {
        return Fail(m_lines.empty() ? m_line : m_lines[fault->object], fault->reason);
    }
    page = std::move(m_page);
    return true;
}

const std::string&
WebPageReader::GetFailure() const
{
    return m_failure;
}

bool
WebPageReader::TakeLine(const std::string& line)
{
    if (line.empty() || line.front() == '#')
    {
        return true;
    }
    const size_t end = std::min(line.find_first_of(WHITE), line.size());
    const std::string field = line.substr(0, end);
    const std::string value = Trim(line.substr(end));
    const auto handler = GetHandlers().find(field);
    if (handler == GetHandlers().end())
    {
        return Fail(m_line, "there is no field \"" + field + "\"");
    }
    if (value.empty())
    {
        return Fail(m_line, "field \"" + field + "\" has no value");
    }
    const bool isOfPage =
        field == "page" || field == "object" || field == "request" || field == "reply";
    if (m_page.objects.empty() && !isOfPage)
    {
        return Fail(m_line, "field \"" + field + "\" belongs to an object, and none has begun");
    }
    const std::string wrong = (this->*handler->second)(value);
    return wrong.empty() || Fail(m_line, wrong);
}

bool
WebPageReader::Resolve()
{
    std::map<std::string, size_t> numbers;
    for (size_t i = 0; i < m_page.objects.size(); ++i)
    {
        numbers.emplace(m_page.objects[i].name, i);
    }
    for (const Reference& reference : m_references)
    {
        const auto found = numbers.find(reference.name);
        if (found == numbers.end())
        {
            return Fail(reference.line, "there is no object \"" + reference.name + "\"");
        }
        WebPageObject& object = m_page.objects[reference.from];
        if (reference.isParent)
        {
            object.parent = found->second;
        }
        else
        {
            object.after.push_back(found->second);
        }
    }
    return true;
}

bool
WebPageReader::Fail(size_t line, const std::string& reason)
{
    m_failure = "line " + std::to_string(line) + ": " + reason;
    return false;
}

WebPageObject&
WebPageReader::Current()
{
    return m_page.objects.back();
}

std::string
WebPageReader::TakePage(const std::string& value)
{
    m_page.name = value;
    return "";
}

std::string
WebPageReader::TakeObject(const std::string& value)
{
    if (value.find_first_of(WHITE) != std::string::npos)
    {
        return "an object's name is one word, not \"" + value + "\"";
    }
    WebPageObject object;
    object.name = value;
    object.requestHeaders = m_requestHeaders;
    object.replyHeaders = m_replyHeaders;
    m_page.objects.push_back(std::move(object));
    m_lines.push_back(m_line);
    return "";
}

std::string
WebPageReader::TakeHost(const std::string& value)
{
    Current().host = value;
    return value.find_first_of(" \t/") == std::string::npos
               ? ""
               : "a host is a name, not \"" + value + "\"";
}

std::string
WebPageReader::TakePath(const std::string& value)
{
    Current().path = value;
    return value.find_first_of(WHITE) == std::string::npos
               ? ""
               : "a path has no spaces, unlike \"" + value + "\"";
}

std::string
WebPageReader::TakeType(const std::string& value)
{
    for (const auto type : {WebObjectType::HTML,
                            WebObjectType::STYLE,
                            WebObjectType::SCRIPT,
                            WebObjectType::IMAGE,
                            WebObjectType::OTHER})
    {
        if (value == ToString(type))
        {
            Current().type = type;
            return "";
        }
    }
    return "a type is html, style, script, image or other, not \"" + value + "\"";
}

std::string
WebPageReader::TakeSize(const std::string& value)
{
    return ReadOctets(value, "a size", Current().size);
}

std::string
WebPageReader::TakeParent(const std::string& value)
{
    m_references.push_back({m_page.objects.size() - 1, true, value, m_line});
    return "";
}

std::string
WebPageReader::TakePosition(const std::string& value)
{
    uint64_t octets = 0;
    const std::string wrong = ReadOctets(value, "a position", octets);
    Current().position = octets;
    return wrong;
}

std::string
WebPageReader::TakeAfter(const std::string& value)
{
    std::istringstream words(value);
    for (std::string word; words >> word;)
    {
        m_references.push_back({m_page.objects.size() - 1, false, word, m_line});
    }
    return "";
}

std::string
WebPageReader::TakeDelay(const std::string& value)
{
    return ReadTime(value, "delay", Current().delay);
}

std::string
WebPageReader::TakeThink(const std::string& value)
{
    return ReadTime(value, "think", Current().thinkTime);
}

std::string
WebPageReader::TakeCompute(const std::string& value)
{
    return ReadTime(value, "compute", Current().computeTime);
}

std::string
WebPageReader::TakeChunked(const std::string& value)
{
    return ReadChoice(value, "chunked", Current().isChunked);
}

std::string
WebPageReader::TakePushed(const std::string& value)
{
    return ReadChoice(value, "pushed", Current().isPushed);
}

std::string
WebPageReader::TakeRequest(const std::string& value)
{
    return ReadHeader(value, m_page.objects.empty() ? m_requestHeaders : Current().requestHeaders);
}

std::string
WebPageReader::TakeReply(const std::string& value)
{
    return ReadHeader(value, m_page.objects.empty() ? m_replyHeaders : Current().replyHeaders);
}

} // namespace ns3
