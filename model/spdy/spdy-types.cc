/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-types.h"

namespace ns3
{
namespace spdy
{

bool
IsDefined(SpdySettingId id)
{
    return id >= SpdySettingId::UPLOAD_BANDWIDTH &&
           id <= SpdySettingId::CLIENT_CERTIFICATE_VECTOR_SIZE;
}

const std::string*
FindSpdyHeader(const SpdyHeaders& headers, const std::string& name)
{
    for (const auto& header : headers)
    {
        if (header.name == name)
        {
            return &header.value;
        }
    }
    return nullptr;
}

const char*
ToString(SpdyFrameType type)
{
    switch (type)
    {
    case SpdyFrameType::SYN_STREAM:
        return "SYN_STREAM";
    case SpdyFrameType::SYN_REPLY:
        return "SYN_REPLY";
    case SpdyFrameType::RST_STREAM:
        return "RST_STREAM";
    case SpdyFrameType::SETTINGS:
        return "SETTINGS";
    case SpdyFrameType::NOOP:
        return "NOOP";
    case SpdyFrameType::PING:
        return "PING";
    case SpdyFrameType::GOAWAY:
        return "GOAWAY";
    case SpdyFrameType::HEADERS:
        return "HEADERS";
    case SpdyFrameType::WINDOW_UPDATE:
        return "WINDOW_UPDATE";
    case SpdyFrameType::CREDENTIAL:
        return "CREDENTIAL";
    }
    return "UNKNOWN";
}

const char*
ToString(SpdyStreamStatus status)
{
    switch (status)
    {
    case SpdyStreamStatus::PROTOCOL_ERROR:
        return "PROTOCOL_ERROR";
    case SpdyStreamStatus::INVALID_STREAM:
        return "INVALID_STREAM";
    case SpdyStreamStatus::REFUSED_STREAM:
        return "REFUSED_STREAM";
    case SpdyStreamStatus::UNSUPPORTED_VERSION:
        return "UNSUPPORTED_VERSION";
    case SpdyStreamStatus::CANCEL:
        return "CANCEL";
    case SpdyStreamStatus::INTERNAL_ERROR:
        return "INTERNAL_ERROR";
    case SpdyStreamStatus::FLOW_CONTROL_ERROR:
        return "FLOW_CONTROL_ERROR";
    case SpdyStreamStatus::STREAM_IN_USE:
        return "STREAM_IN_USE";
    case SpdyStreamStatus::STREAM_ALREADY_CLOSED:
        return "STREAM_ALREADY_CLOSED";
    case SpdyStreamStatus::INVALID_CREDENTIALS:
        return "INVALID_CREDENTIALS";
    case SpdyStreamStatus::FRAME_TOO_LARGE:
        return "FRAME_TOO_LARGE";
    }
    return "UNKNOWN";
}

const char*
ToString(SpdySessionStatus status)
{
    switch (status)
    {
    case SpdySessionStatus::OK:
        return "OK";
    case SpdySessionStatus::PROTOCOL_ERROR:
        return "PROTOCOL_ERROR";
    case SpdySessionStatus::INTERNAL_ERROR:
        return "INTERNAL_ERROR";
    }
    return "UNKNOWN";
}

const char*
ToString(SpdySettingId id)
{
    switch (id)
    {
    case SpdySettingId::UPLOAD_BANDWIDTH:
        return "UPLOAD_BANDWIDTH";
    case SpdySettingId::DOWNLOAD_BANDWIDTH:
        return "DOWNLOAD_BANDWIDTH";
    case SpdySettingId::ROUND_TRIP_TIME:
        return "ROUND_TRIP_TIME";
    case SpdySettingId::MAX_CONCURRENT_STREAMS:
        return "MAX_CONCURRENT_STREAMS";
    case SpdySettingId::CURRENT_CWND:
        return "CURRENT_CWND";
    case SpdySettingId::DOWNLOAD_RETRANS_RATE:
        return "DOWNLOAD_RETRANS_RATE";
    case SpdySettingId::INITIAL_WINDOW_SIZE:
        return "INITIAL_WINDOW_SIZE";
    case SpdySettingId::CLIENT_CERTIFICATE_VECTOR_SIZE:
        return "CLIENT_CERTIFICATE_VECTOR_SIZE";
    }
    return "UNKNOWN";
}

} // namespace spdy
} // namespace ns3
