/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TCP_SEGMENT_FIELDS_H
#define TCP_SEGMENT_FIELDS_H

#include "tls-field.h"
#include "tls-timeline.h"

namespace ns3
{

/// What the header of a TCP segment says, for a reader.
class TcpSegmentFields
{
  public:
    /**
     * @param segment with its header
     * @return the fields of the header (RFC 793, 3.1), options included
     */
    static TlsFields Of(const TlsTimelineSegment& segment);
};

} // namespace ns3

#endif /* TCP_SEGMENT_FIELDS_H */
