/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_LABELS_H
#define TLS_RECORD_LABELS_H

#include "ns3/byte-view.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Names what one direction of a TLS connection carries, as an observer on the wire sees it: the
 * headers of records and, until Change Cipher Spec, those of handshake messages.
 */
class TlsRecordLabels
{
  public:
    /// @param bytes the next octets of the stream
    void Take(wire::ByteView bytes);

    /// What an observer sees only as encrypted records of a type.
    enum Hidden
    {
        HIDDEN_HANDSHAKE, //!< records of type handshake
        HIDDEN_ALERT,     //!< records of type alert
        HIDDEN_DATA,      //!< records of type application_data
        HIDDEN_COUNT      //!< how many types there are
    };

    /**
     * Tell what the next encrypted record of a type holds that was not told of yet; it may have
     * passed already.
     * @param type of the record
     * @param name shown in place of the type
     */
    void Name(Hidden type, const std::string& name);

    /**
     * @param offset of the first octet in the stream, from 0
     * @param size number of octets
     * @return names of what begins there, separated by commas, after "... cont." where something
     *         goes on that began before
     */
    std::string GetLabel(uint64_t offset, uint64_t size) const;

  private:
    /// Something begins here.
    struct Start
    {
        uint64_t offset;  //!< in the stream
        std::string name; //!< what, as an observer sees it
        Hidden hidden;    //!< HIDDEN_COUNT: the observer sees all
        size_t number;    //!< among the hidden ones of its type, from 0
    };

    void BeginHidden(uint64_t offset, const std::string& name, Hidden type);
    const std::string& NameOf(const Start& start) const;

    void BeginRecord();
    void TakeMessages(wire::ByteView bytes);

    uint64_t m_taken{0};                         //!< octets taken so far
    wire::Bytes m_header;                        //!< of the record being read
    uint64_t m_recordStart{0};                   //!< where the record being read begins
    size_t m_recordLeft{0};                      //!< octets of its body to come
    bool m_handshake{false};                     //!< it carries readable handshake messages
    bool m_encrypted{false};                     //!< after Change Cipher Spec
    wire::Bytes m_message;                       //!< header of the handshake message being read
    size_t m_messageLeft{0};                     //!< octets of its body to come
    std::vector<Start> m_starts;                 //!< in the order of the stream
    std::array<size_t, HIDDEN_COUNT> m_hidden{}; //!< encrypted records so far
    std::array<std::vector<std::string>, HIDDEN_COUNT> m_names; //!< what they hold
};

} // namespace ns3

#endif /* TLS_RECORD_LABELS_H */
