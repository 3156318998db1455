/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-page-test-load.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tls-helper.h"
#include "ns3/tls-link.h"
#include "ns3/tls-socket-factory.h"
#include "ns3/uinteger.h"
#include "ns3/web-helper.h"
#include "ns3/web-page-reader.h"
#include "ns3/web-server.h"

namespace ns3
{

namespace
{

void
Keep(WebPageRecord* kept, const WebPageRecord& record)
{
    *kept = record;
}

void
CountRequests(uint32_t* count, const WebFrameRecord& frame)
{
    *count += frame.sent && (frame.name == "SYN_STREAM" || frame.name == "request") ? 1 : 0;
}

} // namespace

std::shared_ptr<const WebPage>
ReadTestPage(const std::string& text)
{
    auto page = std::make_shared<WebPage>();
    WebPageReader().Read(text, *page);
    return page;
}

PageTestOutcome
LoadTestPage(const PageTestSetting& setting)
{
    TlsLinkConfig config;
    config.lossUp.loss = setting.loss;
    config.lossDown.loss = setting.loss;
    TlsLink link(config);
    link.AssignStreams(100);
    TlsHelper tls;
    if (setting.isTls)
    {
        tls.CreateIdentity("*.example.com", "rsa:1024", 1);
        (setting.isNpn ? tls.ClientConfig().npn : tls.ClientConfig().alpn) = setting.clientOffer;
        (setting.isNpn ? tls.ServerConfig().npn : tls.ServerConfig().alpn) = setting.serverOffer;
        tls.Install(link.GetNodes());
        tls.AssignStreams(link.GetNodes(), 200);
    }
    tls.InstallTcp(link.GetNodes(), "linux");
    WebHelper web = setting.isTls ? WebHelper(tls) : WebHelper();
    web.SetServerAttribute("PlainProtocol", StringValue(setting.protocol));
    web.SetServerAttribute("Push", BooleanValue(setting.isPushed));
    web.SetServerAttribute("RequestsPerConnection", UintegerValue(setting.servedRequests));
    web.SetLoaderAttribute("PlainProtocol", StringValue(setting.protocol));
    web.SetLoaderAttribute("Push", BooleanValue(setting.isPushed));
    web.SetLoaderAttribute("Connections", UintegerValue(setting.connections));
    web.SetLoaderAttribute("RequestsPerConnection", UintegerValue(setting.requests));
    web.SetLoaderAttribute("LateBinding", BooleanValue(setting.isLateBinding));
    web.SetLoaderAttribute("Timeout", TimeValue(setting.timeout));
    web.SetPage(setting.served ? setting.served : setting.page);
    const auto servers = web.InstallServer(link.GetServer());
    web.SetPage(setting.page);
    const auto loaders = web.InstallLoaders(link.GetClient(), link.GetServerAddress(443));
    PageTestOutcome outcome;
    loaders.Get(0)->TraceConnectWithoutContext("PageDone",
                                               MakeBoundCallback(&Keep, &outcome.record));
    loaders.Get(0)->TraceConnectWithoutContext("Frame",
                                               MakeBoundCallback(&CountRequests, &outcome.asked));
    Simulator::Stop(Seconds(400));
    Simulator::Run();
    const auto server = DynamicCast<WebServer>(servers.Get(0));
    outcome.requests = server->GetRequestCount();
    outcome.open = server->GetOpenConnections();
    Simulator::Destroy();
    return outcome;
}

} // namespace ns3
