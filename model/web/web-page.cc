/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page.h"

#include <algorithm>
#include <set>
#include <utility>

namespace ns3
{

namespace
{

/**
 * Finds an object that waits for itself.
 * @param page whose references are valid
 * @return its number; nothing when there is none
 */
std::optional<size_t>
FindCycle(const WebPage& page)
{
    // Objects whose needs are all met are taken away until none is left.
    std::vector<bool> met(page.objects.size(), false);
    const auto isMet = [&](const WebPageObject& object) {
        return (!object.parent || met[*object.parent]) &&
               std::all_of(object.after.begin(), object.after.end(), [&](size_t other) {
                   return met[other];
               });
    };
    for (bool isProgress = true; isProgress;)
    {
        isProgress = false;
        for (size_t i = 0; i < page.objects.size(); ++i)
        {
            if (!met[i] && isMet(page.objects[i]))
            {
                met[i] = true;
                isProgress = true;
            }
        }
    }
    // From an object that is left over, what it waits for leads into the circle.
    size_t at = static_cast<size_t>(std::find(met.begin(), met.end(), false) - met.begin());
    if (at == met.size())
    {
        return std::nullopt;
    }
    std::set<size_t> seen;
    while (seen.insert(at).second)
    {
        const WebPageObject& object = page.objects[at];
        at = object.parent && !met[*object.parent]
                 ? *object.parent
                 : *std::find_if(object.after.begin(), object.after.end(), [&](size_t other) {
                       return !met[other];
                   });
    }
    return at;
}

} // namespace

const char*
ToString(WebObjectType type)
{
    switch (type)
    {
    case WebObjectType::HTML:
        return "html";
    case WebObjectType::STYLE:
        return "style";
    case WebObjectType::SCRIPT:
        return "script";
    case WebObjectType::IMAGE:
        return "image";
    case WebObjectType::OTHER:
        return "other";
    }
    return "other";
}

uint8_t
GetWebPriority(WebObjectType type)
{
    switch (type)
    {
    case WebObjectType::HTML:
        return 0;
    case WebObjectType::STYLE:
    case WebObjectType::SCRIPT:
        return 1;
    case WebObjectType::OTHER:
        return 2;
    case WebObjectType::IMAGE:
        return 7;
    }
    return 7;
}

std::optional<size_t>
WebPage::Find(const std::string& host, const std::string& path) const
{
    const auto found = std::find_if(objects.begin(), objects.end(), [&](const auto& object) {
        return object.path == path && object.host == host;
    });
    if (found == objects.end())
    {
        return std::nullopt;
    }
    return static_cast<size_t>(found - objects.begin());
}

std::vector<std::string>
WebPage::GetHosts() const
{
    std::vector<std::string> hosts;
    for (const WebPageObject& object : objects)
    {
        if (std::find(hosts.begin(), hosts.end(), object.host) == hosts.end())
        {
            hosts.push_back(object.host);
        }
    }
    return hosts;
}

WebPage
WebPage::OnOneHost() const
{
    WebPage page = *this;
    for (WebPageObject& object : page.objects)
    {
        const std::string former = std::exchange(object.host, objects.front().host);
        const bool isTaken = former != object.host && Find(object.host, object.path);
        const auto same = page.Find(object.host, object.path);
        if (isTaken || &page.objects[*same] != &object)
        {
            object.path = "/" + former + object.path;
        }
    }
    return page;
}

std::optional<WebPage::Fault>
WebPage::Check() const
{
    if (objects.empty())
    {
        return Fault{0, "a page has at least one object"};
    }
    std::set<std::string> names;
    std::set<std::pair<std::string, std::string>> places;
    for (size_t i = 0; i < objects.size(); ++i)
    {
        const WebPageObject& object = objects[i];
        const std::string who = "object \"" + object.name + "\" ";
        if (!names.insert(object.name).second)
        {
            return Fault{i, who + "is there twice"};
        }
        if (object.host.empty())
        {
            return Fault{i, who + "has no host"};
        }
        if (object.path.empty() || object.path.front() != '/')
        {
            return Fault{i, who + "has a path that does not begin with a slash"};
        }
        if (!places.insert({object.host, object.path}).second)
        {
            return Fault{i, who + "has the host and path of another one"};
        }
        if (object.position && !object.parent)
        {
            return Fault{i, who + "has a position but no parent"};
        }
        if (object.position && *object.position > objects[*object.parent].size)
        {
            return Fault{i, who + "waits for more of its parent than there is"};
        }
    }
    if (const auto cycle = FindCycle(*this))
    {
        return Fault{*cycle, "object \"" + objects[*cycle].name + "\" waits for itself"};
    }
    return std::nullopt;
}

} // namespace ns3
