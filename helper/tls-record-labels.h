/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_RECORD_LABELS_H
#define TLS_RECORD_LABELS_H

#include "ns3/byte-view.h"
#include "ns3/tls-record.h"
#include "ns3/tls-types.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Names what one direction of a TLS connection carries where: the stream tells where records are,
 * and their sender what they hold.
 */
class TlsRecordLabels
{
  public:
    /// @param bytes the next octets of the stream
    void Take(wire::ByteView bytes);

    /// @param record the next one before its protection; it may have passed already
    void Reveal(const tls::TlsRecord& record);
    /// @param name of what the next write of the application holds; it may have passed already
    void NameData(const std::string& name);
    /// The application's writes are sent once more, from the first one on.
    void RepeatData();

    /**
     * @param offset of the first octet in the stream, from 0
     * @param size number of octets
     * @return names of what begins there, separated by commas, after "... cont." where something
     *         goes on that began before
     */
    std::string GetLabel(uint64_t offset, uint64_t size) const;

  private:
    /// Where a record is in the stream.
    struct Place
    {
        uint64_t offset; //!< of its header
        uint8_t type;    //!< what the header says
        size_t size;     //!< of its body in octets
    };

    /// A handshake message that begins in a record.
    struct Message
    {
        size_t offset;    //!< in the record's content
        std::string name; //!< of the message
    };

    /// What a record holds.
    struct Content
    {
        tls::TlsContentType type;      //!< before its protection
        size_t size;                   //!< of the content in octets
        std::vector<Message> messages; //!< that begin in it
        size_t write{0};               //!< of the application, from 0
        std::string name;              //!< of any other content
    };

    /// Something begins here.
    struct Start
    {
        uint64_t offset;  //!< in the stream
        std::string name; //!< of what begins
    };

    std::vector<Message> TakeMessages(wire::ByteView fragment);
    std::string NameOfWrite(size_t number) const;
    std::vector<Start> GetStarts(size_t number) const;

    uint64_t m_taken{0};              //!< octets taken so far
    wire::Bytes m_header;             //!< of the record being read
    size_t m_recordLeft{0};           //!< octets of its body to come
    std::vector<Place> m_places;      //!< in the order of the stream
    std::vector<Content> m_contents;  //!< of the same records
    wire::Bytes m_message;            //!< start of the handshake message being read
    size_t m_messageLeft{0};          //!< octets of it to come
    size_t m_writes{0};               //!< writes that records held so far
    std::vector<std::string> m_names; //!< of writes
};

} // namespace ns3

#endif /* TLS_RECORD_LABELS_H */
