/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-engine-test-13.h"

#include <algorithm>

namespace ns3
{
namespace tls
{

TlsTestPair
MakePair13()
{
    TlsTestPair pair(0x1301, TlsVersion::TLS_1_3);
    pair.SetGroup(NamedGroup::X25519);
    return pair;
}

size_t
CountLines(const TlsTestEnd& end, const std::string& label)
{
    return std::count_if(end.keyLog.begin(), end.keyLog.end(), [&label](const std::string& line) {
        return line.rfind(label + " ", 0) == 0;
    });
}

Tls13TestCase::Tls13TestCase(const std::string& title)
    : TestCase(title)
{
}

void
Tls13TestCase::CheckUse(TlsTestConnection& connection, const std::string& name)
{
    NS_TEST_ASSERT_MSG_EQ(connection.IsEstablished(), true, name + ": " + connection.GetFailure());
    const auto& client = connection.client.Get();
    const auto& server = connection.server.Get();
    NS_TEST_EXPECT_MSG_EQ((client.GetSession().version == TlsVersion::TLS_1_3), true, name);
    NS_TEST_EXPECT_MSG_EQ(client.IsResumed(), server.IsResumed(), name);
    NS_TEST_EXPECT_MSG_EQ((client.GetSession().alpn == server.GetSession().alpn), true, name);
    const Bytes exported = client.Export("a label", ByteView(), 40);
    NS_TEST_EXPECT_MSG_EQ(exported.size(), 40, name);
    NS_TEST_EXPECT_MSG_EQ((exported == server.Export("a label", std::nullopt, 40)), true, name);
    NS_TEST_EXPECT_MSG_EQ(connection.Transfer(), true, name);
    NS_TEST_EXPECT_MSG_EQ((connection.client.isWorkInOrder && connection.server.isWorkInOrder),
                          true,
                          name);
    NS_TEST_EXPECT_MSG_EQ(connection.Close(), true, name);
}

} // namespace tls
} // namespace ns3
