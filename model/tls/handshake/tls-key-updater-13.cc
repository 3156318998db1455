/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-key-updater-13.h"

#include "tls-parse-body.h"

#include "ns3/tls-messages-13.h"

namespace ns3
{
namespace tls
{

namespace
{

/**
 * @param request of a Key Update
 * @return what a reader is told
 */
const char*
Describe(TlsKeyUpdateRequest request)
{
    return request == TlsKeyUpdateRequest::UPDATE_REQUESTED ? "asks for one" : "";
}

} // namespace

TlsKeyUpdater13::TlsKeyUpdater13(TlsHandshakeContext& context, TlsHandshakeKeys13& keys)
    : m_context(context),
      m_keys(keys)
{
}

void
TlsKeyUpdater13::Send(bool asksPeer)
{
    const TlsKeyUpdateRequest request = asksPeer ? TlsKeyUpdateRequest::UPDATE_REQUESTED
                                                 : TlsKeyUpdateRequest::UPDATE_NOT_REQUESTED;
    const size_t size = m_context.Send(TlsHandshakeType::KEY_UPDATE, TlsKeyUpdate{request});
    m_context.transcript.Clear();
    m_context.FlushFlight();
    m_context.events.Add(TlsStep::KEY_UPDATE, TlsDirection::SENT, size, Describe(request));
    m_keys.UpdateWrite();
    m_isDue = false;
}

std::optional<TlsAlert>
TlsKeyUpdater13::Handle(const TlsHandshakeMessage& message)
{
    TlsKeyUpdate update;
    if (const auto alert = ParseBody(message.Body(), update, "Key Update"))
    {
        return alert;
    }
    if (!IsKnown(update.requestUpdate))
    {
        return TlsAlert{TlsAlertDescription::ILLEGAL_PARAMETER,
                        "the Key Update asks for something unknown"};
    }
    m_context.events.Add(TlsStep::KEY_UPDATE,
                         TlsDirection::RECEIVED,
                         message.raw.size(),
                         Describe(update.requestUpdate));
    m_keys.UpdateRead();
    if (update.requestUpdate == TlsKeyUpdateRequest::UPDATE_REQUESTED)
    {
        m_isDue = true;
        if (!m_isAnswered)
        {
            m_isAnswered = true;
            Send(false);
        }
    }
    return std::nullopt;
}

void
TlsKeyUpdater13::PrepareData()
{
    m_isAnswered = false;
    if (m_isDue)
    {
        Send(false);
    }
}

} // namespace tls
} // namespace ns3
