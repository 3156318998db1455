/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-session-page.h"

#include "tcp-segment-fields.h"
#include "tls-json-text.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace ns3
{

namespace
{

/// Octets of each direction that go into the page; a capture has all of them.
constexpr size_t MOST_WIRE = 1 << 20;
/// Stands in the template for the data.
const std::string DATA = "@DATA@";

/// @param fields to write @return them as a list of [name, value] or [name, value, inner]
std::string
ToJson(const TlsFields& fields)
{
    std::string list;
    for (const TlsField& field : fields)
    {
        list += (list.empty() ? "[" : ",[") + TlsJsonText::Quote(field.name) + "," +
                TlsJsonText::Quote(field.value) +
                (field.inner.empty() ? "" : "," + ToJson(field.inner)) + "]";
    }
    return "[" + list + "]";
}

/// Writes the members of an object of JSON.
class Members
{
  public:
    /// @param os where they go
    explicit Members(std::ostream& os)
        : m_os(os)
    {
        m_os << "{";
    }

    ~Members()
    {
        m_os << "}";
    }

    /// @param name of a member @param value a text
    void Text(const char* name, const std::string& value)
    {
        Raw(name, TlsJsonText::Quote(value));
    }

    /// @param name of a member @param value a number
    void Number(const char* name, int64_t value)
    {
        Raw(name, std::to_string(value));
    }

    /// @param name of a member @param value in ns; negative: never
    void Instant(const char* name, Time value)
    {
        Raw(name, value.IsStrictlyNegative() ? "null" : std::to_string(value.GetNanoSeconds()));
    }

    /// @param name of a member @param json its value
    void Raw(const char* name, const std::string& json)
    {
        m_os << (m_isFirst ? "" : ",") << '"' << name << "\":" << json;
        m_isFirst = false;
    }

  private:
    std::ostream& m_os;   //!< where they go
    bool m_isFirst{true}; //!< nothing was written yet
};

/// @param client whether it is the client @return its name
std::string
NodeName(bool client)
{
    return client ? "client" : "server";
}

} // namespace

TlsSessionPage::TlsSessionPage(const TlsTimeline& timeline, const std::string& title)
    : m_timeline(timeline),
      m_title(title),
      m_messages(m_timeline)
{
    CollectPhases();
}

void
TlsSessionPage::CollectPhases()
{
    std::map<std::pair<uint32_t, tls::TlsPhase>, std::pair<Time, Time>> spans;
    for (const auto& row : m_timeline.GetRows())
    {
        if (row.kind == TlsRowKind::STEP)
        {
            const auto span = spans.emplace(std::make_pair(row.connection, row.phase),
                                            std::make_pair(row.time, row.time));
            span.first->second.second = row.time;
            m_partOf.emplace(row.event, row.phase);
        }
    }
    for (const auto& [key, span] : spans)
    {
        // Where the ends are in different parts, the new one begins when the old one is over.
        const bool isFirst = m_phases.empty() || m_phases.back().connection != key.first;
        const Time start = isFirst ? span.first : std::max(span.first, m_phases.back().end);
        m_phases.push_back({key.first, key.second, start, std::max(start, span.second)});
    }
}

int64_t
TlsSessionPage::FindPhase(const TlsSessionMessage& message) const
{
    // Its own part, unless it has none: then that of its time.
    const auto named = m_partOf.find(message.name);
    if (named != m_partOf.end())
    {
        return static_cast<int64_t>(named->second);
    }
    int64_t phase = 0;
    for (const Phase& one : m_phases)
    {
        if (one.connection == message.connection && one.start <= message.sent)
        {
            phase = static_cast<int64_t>(one.phase);
        }
    }
    return phase;
}

std::vector<int64_t>
TlsSessionPage::FindRepeated() const
{
    using Key = std::tuple<uint32_t, bool, uint32_t>; // connection, direction, first number
    std::map<Key, int64_t> last;
    std::vector<int64_t> repeated;
    const auto& segments = m_timeline.GetSegments();
    for (size_t i = 0; i < segments.size(); ++i)
    {
        const auto& segment = segments[i];
        const Key key(segment.connection, segment.fromClient, segment.seq);
        repeated.push_back(-1);
        if (!segment.repair.empty())
        {
            // One that was cut otherwise begins with the number or before it.
            const auto next = last.upper_bound(key);
            const bool isThere = next != last.begin() &&
                                 std::get<0>(std::prev(next)->first) == segment.connection &&
                                 std::get<1>(std::prev(next)->first) == segment.fromClient;
            repeated.back() = isThere ? std::prev(next)->second : -1;
        }
        if (segment.bytes > 0 || segment.label.find("SYN") == 0 ||
            segment.label.find("FIN") != std::string::npos)
        {
            last[key] = static_cast<int64_t>(i);
        }
    }
    return repeated;
}

void
TlsSessionPage::Write(std::ostream& os) const
{
    const std::string page = GetTemplate();
    const size_t at = page.find(DATA);
    os << page.substr(0, at);
    WriteData(os);
    os << page.substr(at + DATA.size());
}

void
TlsSessionPage::WriteData(std::ostream& os) const
{
    os << "{\"title\":" << TlsJsonText::Quote(m_title);
    WriteConnections(os);
    WritePhases(os);
    WriteSegments(os);
    WriteMessages(os);
    WriteSteps(os);
    os << "}\n";
}

void
TlsSessionPage::WriteConnections(std::ostream& os) const
{
    os << ",\n\"connections\":[";
    const char* separator = "";
    for (const auto& connection : m_timeline.GetConnections())
    {
        os << separator << "\n";
        separator = ",";
        Members members(os);
        for (const bool client : {true, false})
        {
            const size_t side = client ? 1 : 0;
            const wire::ByteView stream(connection.streams[side]);
            members.Text(NodeName(client).c_str(), connection.addresses[side]);
            members.Raw(client ? "clientStream" : "serverStream",
                        TlsJsonText::Base64(stream.Sub(0, MOST_WIRE)));
        }
    }
    os << "]";
}

void
TlsSessionPage::WritePhases(std::ostream& os) const
{
    os << ",\n\"phases\":[";
    const char* separator = "";
    for (const Phase& phase : m_phases)
    {
        os << separator << "\n";
        separator = ",";
        Members members(os);
        members.Number("connection", phase.connection);
        members.Number("phase", static_cast<int64_t>(phase.phase));
        members.Text("name", tls::ToString(phase.phase));
        members.Instant("start", phase.start);
        members.Instant("end", phase.end);
    }
    os << "]";
}

void
TlsSessionPage::WriteSegments(std::ostream& os) const
{
    os << ",\n\"segments\":[";
    const char* separator = "";
    const std::vector<int64_t> repeated = FindRepeated();
    for (size_t i = 0; i < repeated.size(); ++i)
    {
        const auto& segment = m_timeline.GetSegments()[i];
        os << separator << "\n";
        separator = ",";
        Members members(os);
        members.Number("connection", segment.connection);
        members.Text("from", NodeName(segment.fromClient));
        members.Instant("sent", segment.sent);
        members.Instant("received", segment.received);
        members.Number("phase", static_cast<int64_t>(segment.phase));
        members.Text("carries", segment.label);
        members.Number("number", segment.number);
        members.Number("sequence", segment.seq);
        members.Number("bytes", segment.bytes);
        members.Raw("header", TlsJsonText::Base64(segment.header));
        if (!segment.repair.empty())
        {
            members.Text("repair", segment.repair);
            members.Instant("waited", segment.waited);
            members.Number("repeats", repeated[i]);
        }
        members.Raw("fields", ToJson(TcpSegmentFields::Of(segment)));
    }
    os << "]";
}

void
TlsSessionPage::WriteMessages(std::ostream& os) const
{
    os << ",\n\"messages\":[";
    const char* separator = "";
    for (const auto& message : m_messages.GetAll())
    {
        os << separator << "\n";
        separator = ",";
        Members members(os);
        members.Number("connection", message.connection);
        members.Text("from", NodeName(message.fromClient));
        members.Text("layer", message.layer);
        members.Text("name", message.name);
        members.Text("detail", message.detail);
        members.Instant("sent", message.sent);
        members.Instant("received", message.received);
        members.Number("phase", FindPhase(message));
        members.Number("bytes", static_cast<int64_t>(message.size));
        members.Number("offset", static_cast<int64_t>(message.offset));
        members.Number("wireBytes", static_cast<int64_t>(message.wireSize));
        members.Raw("encrypted", message.isEncrypted ? "true" : "false");
        members.Raw("content", TlsJsonText::Base64(message.content));
        members.Raw("fields", ToJson(message.fields));
    }
    os << "]";
}

void
TlsSessionPage::WriteSteps(std::ostream& os) const
{
    os << ",\n\"steps\":[";
    const char* separator = "";
    for (const auto& row : m_timeline.GetRows())
    {
        const bool isLocal = row.direction == tls::TlsDirection::LOCAL;
        if (row.layer != "TLS" || (!isLocal && !row.cpu.IsStrictlyPositive()))
        {
            continue;
        }
        os << separator << "\n";
        separator = ",";
        Members members(os);
        members.Number("connection", row.connection);
        members.Text("node", row.node);
        members.Instant("time", row.time);
        members.Instant("cpu", std::max(row.cpu, Time(0)));
        members.Number("phase", static_cast<int64_t>(row.phase));
        members.Text("name", row.event);
        members.Number("bytes", row.bytes);
        members.Text("detail", row.detail);
        members.Raw("action", isLocal ? "true" : "false");
    }
    os << "]";
}

} // namespace ns3
