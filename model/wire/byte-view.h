/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef BYTE_VIEW_H
#define BYTE_VIEW_H

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{
/// Octets, and what reads and writes numbers in network order.
namespace wire
{

/// Octets that are owned.
using Bytes = std::vector<uint8_t>;

/**
 * A non-owning view of contiguous octets, passed by value.
 *
 * The viewed octets must outlive the view. C++17 has no `std::span`; this is the part of
 * it that the engines need.
 */
class ByteView
{
  public:
    constexpr ByteView() = default;

    /**
     * @param data first octet; may be null when size is 0
     * @param size number of octets
     */
    constexpr ByteView(const uint8_t* data, size_t size)
        : m_data(data),
          m_size(size)
    {
    }

    /// @param bytes the octets to view
    ByteView(const Bytes& bytes)
        : m_data(bytes.data()),
          m_size(bytes.size())
    {
    }

    /// @param array the octets to view
    template <size_t N>
    constexpr ByteView(const std::array<uint8_t, N>& array)
        : m_data(array.data()),
          m_size(N)
    {
    }

    /// @return first octet, possibly null when the view is empty
    constexpr const uint8_t* Data() const
    {
        return m_data;
    }

    /// @return number of octets
    constexpr size_t Size() const
    {
        return m_size;
    }

    /// @return true when there is no octet
    constexpr bool IsEmpty() const
    {
        return m_size == 0;
    }

    /// @return first octet, for range-for
    constexpr const uint8_t* begin() const
    {
        return m_data;
    }

    /// @return one past the last octet, for range-for
    constexpr const uint8_t* end() const
    {
        return m_data + m_size;
    }

    /**
     * @param index position, below Size()
     * @return the octet there
     */
    constexpr uint8_t operator[](size_t index) const
    {
        return m_data[index];
    }

    /**
     * @param offset first octet wanted; beyond the end gives an empty view
     * @param size number of octets wanted; cut at the end
     * @return the part
     */
    constexpr ByteView Sub(size_t offset, size_t size = SIZE_MAX) const
    {
        return offset >= m_size ? ByteView{}
                                : ByteView{m_data + offset, std::min(size, m_size - offset)};
    }

    /// @return an owned copy
    Bytes ToBytes() const
    {
        return Bytes(begin(), end());
    }

    /// @return the octets as characters
    std::string ToString() const
    {
        return std::string(begin(), end());
    }

    /**
     * Content comparison; its time depends on the content.
     * @param a one side
     * @param b other side
     * @return true when both hold the same octets
     */
    friend bool operator==(ByteView a, ByteView b)
    {
        return a.m_size == b.m_size && std::equal(a.begin(), a.end(), b.begin());
    }

    /**
     * @param a one side
     * @param b other side
     * @return true when they differ
     */
    friend bool operator!=(ByteView a, ByteView b)
    {
        return !(a == b);
    }

  private:
    const uint8_t* m_data{nullptr}; //!< first octet
    size_t m_size{0};               //!< number of octets
};

/**
 * @param text characters
 * @return the same octets
 */
inline Bytes
ToBytes(std::string_view text)
{
    return Bytes(text.begin(), text.end());
}

/**
 * Append octets.
 * @param to where they go
 * @param from what is appended
 */
inline void
Append(Bytes& to, ByteView from)
{
    to.insert(to.end(), from.begin(), from.end());
}

/**
 * Comparison whose time tells nothing about the content, for codes that a peer could guess at.
 * @param a one side
 * @param b other side
 * @return true when both hold the same octets
 */
bool IsSameSecret(ByteView a, ByteView b);

/**
 * @param view octets
 * @return lower-case hexadecimal, two digits an octet
 */
std::string ToHex(ByteView view);

/**
 * @param text hexadecimal digits, of either case, in pairs; anything else is skipped
 * @return the octets
 */
Bytes FromHex(std::string_view text);

} // namespace wire

namespace tls
{
using wire::Append;
using wire::Bytes;
using wire::ByteView;
using wire::ToBytes;
} // namespace tls

namespace spdy
{
using wire::Append;
using wire::Bytes;
using wire::ByteView;
using wire::ToBytes;
} // namespace spdy

namespace http
{
using wire::Append;
using wire::Bytes;
using wire::ByteView;
using wire::ToBytes;
} // namespace http
} // namespace ns3

#endif /* BYTE_VIEW_H */
