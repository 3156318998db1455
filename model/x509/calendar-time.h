/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CALENDAR_TIME_H
#define CALENDAR_TIME_H

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace tls
{

/// A date of the Gregorian calendar and a time of day, UTC.
struct CalendarTime
{
    int32_t year{1970}; //!< 0 to 9999
    int32_t month{1};   //!< 1 to 12
    int32_t day{1};     //!< 1 to 31
    int32_t hour{0};    //!< 0 to 23
    int32_t minute{0};  //!< 0 to 59
    int32_t second{0};  //!< 0 to 59
};

/**
 * @param seconds since 1970-01-01 UTC
 * @return the same as a date
 */
CalendarTime ToCalendarTime(int64_t seconds);

/**
 * @param time a date
 * @return seconds since 1970-01-01 UTC; nothing when there is no such date
 */
std::optional<int64_t> FromCalendarTime(const CalendarTime& time);

/**
 * @param seconds since 1970-01-01 UTC
 * @return as "2014-01-31 12:00:00 UTC"
 */
std::string FormatCalendarTime(int64_t seconds);

} // namespace tls
} // namespace ns3

#endif /* CALENDAR_TIME_H */
