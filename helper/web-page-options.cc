/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-options.h"

#include "tls-study-text.h"
#include "web-epload-reader.h"

#include "ns3/web-early-page.h"
#include "ns3/web-page-reader.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace ns3
{

using namespace TlsStudyText;

void
WebPageOptions::AddTo(CommandLine& cmd)
{
    cmd.AddValue("protocol",
                 "what carries the page, a list of: " + WebPageProtocol::AllNames(),
                 protocol);
    cmd.AddValue("page", "early-web, or a page file, also one of Epload", page);
    cmd.AddValue("domains",
                 "multi: the hosts that the page names; single: all on the first; a list",
                 domains);
    cmd.AddValue("connections", "connections of HTTP/1.1 to a host at a time", connections);
    cmd.AddValue(
        "binding",
        "late: a request takes the first connection of HTTP/1.1 that is ready; early: only "
        "the one that was made for it",
        binding);
    cmd.AddValue("push", "whether servers push what the page marks (SPDY), a list", push);
    cmd.AddValue("depth",
                 "scripts of early-web that hold up what follows them, 0 to 7; empty: as fitted",
                 depth);
    cmd.AddValue("thinkTime", "of the server for every object; empty: the page's", thinkTime);
    cmd.AddValue("reuse",
                 "requests after which a connection of HTTP/1.1 is closed; 0: never",
                 reuse);
    cmd.AddValue("negotiation",
                 "how SPDY is agreed upon: npn or alpn; empty: npn, and alpn in TLS 1.3",
                 negotiation);
    cmd.AddValue("synTimeout",
                 "time until an unanswered SYN is sent again; it doubles",
                 synTimeout);
    cmd.AddValue("pcap", "capture the first load of each cell, with its key log", pcap);
    cmd.AddValue("samples", "loads per cell; empty: 10, or 200 where packets are lost", samples);
    cmd.AddValue("only", "repeat only this row of pages.csv, from 1", only);
    cells.AddTo(cmd);
}

std::string
WebPageOptions::Parse(Values& values) const
{
    values = Values();
    uint64_t number = 0;
    for (const std::string& name : Split(protocol))
    {
        const auto found = WebPageProtocol::Find(name);
        if (!found)
        {
            return Refusal("protocol", name, "a list of " + WebPageProtocol::AllNames());
        }
        values.protocols.push_back(*found);
    }
    for (const std::string& name : Split(domains))
    {
        if (name != "multi" && name != "single")
        {
            return Refusal("domains", name, "a list of multi and single");
        }
        values.isSingle.push_back(name == "single");
    }
    if (!ToInteger(connections, number) || number < 1 || number > 1000)
    {
        return Refusal("connections", connections, "1 to 1000 connections");
    }
    values.connections = static_cast<uint32_t>(number);
    if (binding != "late" && binding != "early")
    {
        return Refusal("binding", binding, "late or early");
    }
    values.isLateBinding = binding == "late";
    for (const std::string& text : Split(push))
    {
        bool choice = false;
        if (!ToBoolean(text, choice))
        {
            return Refusal("push", text, "a list of true and false");
        }
        values.push.push_back(choice);
    }
    if (!ToInteger(reuse, number) || number > 1000000)
    {
        return Refusal("reuse", reuse, "0 to 1000000 requests");
    }
    values.reuse = static_cast<uint32_t>(number);
    if (!negotiation.empty() && negotiation != "npn" && negotiation != "alpn")
    {
        return Refusal("negotiation", negotiation, "npn or alpn");
    }
    values.negotiation = negotiation;
    if (!ToTime(synTimeout, values.synTimeout) || values.synTimeout < MilliSeconds(1) ||
        values.synTimeout > Seconds(60))
    {
        return Refusal("synTimeout", synTimeout, "a time from 1ms to 60s, such as 3s");
    }
    if (!ToBoolean(pcap, values.hasCaptures))
    {
        return Refusal("pcap", pcap, "true or false");
    }
    if (!samples.empty() &&
        (!ToInteger(samples, values.samples) || values.samples < 1 || values.samples > 1000000))
    {
        return Refusal("samples", samples, "1 to 1000000 loads");
    }
    if (!only.empty() && (!ToInteger(only, values.only) || values.only < 1))
    {
        return Refusal("only", only, "a row of pages.csv, counted from 1");
    }
    const std::string refusal = cells.Parse(values.only, values.cells);
    return refusal.empty() ? ParsePage(values) : refusal;
}

std::string
WebPageOptions::ParsePage(Values& values) const
{
    auto read = std::make_shared<WebPage>();
    if (page == "early-web")
    {
        EarlyWebShape shape;
        uint64_t number = shape.depth;
        if (!depth.empty() && (!ToInteger(depth, number) || number > 7))
        {
            return Refusal("depth", depth, "0 to 7 scripts");
        }
        shape.depth = static_cast<uint32_t>(number);
        *read = MakeEarlyWebPage(shape);
    }
    else if (!depth.empty())
    {
        return Refusal("depth", depth, "nothing beside --page, since a page file says it itself");
    }
    else
    {
        std::ifstream file(page);
        std::ostringstream text;
        text << file.rdbuf();
        WebPageReader reader;
        WebEploadReader epload;
        const bool isEpload = WebEploadReader::IsEpload(text.str());
        if (!file || !text)
        {
            return Refusal("page", page, "early-web or a file that can be read");
        }
        if (isEpload ? !epload.Read(text.str(), *read) : !reader.Read(text.str(), *read))
        {
            return "--page was given as \"" + page + "\", but at " +
                   (isEpload ? epload.GetFailure() : reader.GetFailure()) + ".";
        }
    }
    Time time;
    if (!thinkTime.empty())
    {
        if (!ToTime(thinkTime, time) || time > Seconds(1000))
        {
            return Refusal("thinkTime", thinkTime, "a time from 0 to 1000s, such as 50ms");
        }
        for (WebPageObject& object : read->objects)
        {
            object.thinkTime = time;
        }
    }
    values.singlePage = std::make_shared<WebPage>(read->OnOneHost());
    values.page = read;
    return "";
}

} // namespace ns3
