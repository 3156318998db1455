/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "calendar-time.h"

#include <array>
#include <cstddef>
#include <iomanip>
#include <sstream>

namespace ns3
{
namespace tls
{

namespace
{

constexpr int64_t SECONDS_PER_DAY = 86400;

/**
 * @param year any year
 * @return true when it has a 29th of February
 */
bool
IsLeapYear(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/**
 * @param year a year
 * @param month 1 to 12
 * @return days of that month
 */
int32_t
DaysOfMonth(int64_t year, int32_t month)
{
    constexpr std::array<int32_t, 12> DAYS{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && IsLeapYear(year) ? 29 : DAYS[static_cast<size_t>(month) - 1];
}

/**
 * @param year 0 or later
 * @return days from 0000-01-01 to the first day of that year
 */
int64_t
DaysBeforeYear(int64_t year)
{
    const int64_t past = year - 1;
    return year == 0 ? 0 : 366 + 365 * past + past / 4 - past / 100 + past / 400;
}

} // namespace

CalendarTime
ToCalendarTime(int64_t seconds)
{
    int64_t days = seconds / SECONDS_PER_DAY;
    int64_t rest = seconds % SECONDS_PER_DAY;
    if (rest < 0)
    {
        rest += SECONDS_PER_DAY;
        --days;
    }
    days += DaysBeforeYear(1970);
    // A first guess from the mean length of a year is at most one year off.
    int64_t year = days * 400 / 146097;
    while (year > 0 && DaysBeforeYear(year) > days)
    {
        --year;
    }
    while (DaysBeforeYear(year + 1) <= days)
    {
        ++year;
    }
    CalendarTime time;
    time.year = static_cast<int32_t>(year);
    days -= DaysBeforeYear(year);
    while (days >= DaysOfMonth(year, time.month))
    {
        days -= DaysOfMonth(year, time.month);
        ++time.month;
    }
    time.day = static_cast<int32_t>(days) + 1;
    time.hour = static_cast<int32_t>(rest / 3600);
    time.minute = static_cast<int32_t>(rest / 60 % 60);
    time.second = static_cast<int32_t>(rest % 60);
    return time;
}

std::optional<int64_t>
FromCalendarTime(const CalendarTime& time)
{
    if (time.year < 0 || time.year > 9999 || time.month < 1 || time.month > 12 || time.day < 1 ||
        time.day > DaysOfMonth(time.year, time.month) || time.hour < 0 || time.hour > 23 ||
        time.minute < 0 || time.minute > 59 || time.second < 0 || time.second > 59)
    {
        return std::nullopt;
    }
    int64_t days = DaysBeforeYear(time.year) - DaysBeforeYear(1970) + time.day - 1;
    for (int32_t month = 1; month < time.month; ++month)
    {
        days += DaysOfMonth(time.year, month);
    }
    return days * SECONDS_PER_DAY + time.hour * 3600 + time.minute * 60 + time.second;
}

std::string
FormatCalendarTime(int64_t seconds)
{
    const CalendarTime time = ToCalendarTime(seconds);
    std::ostringstream text;
    text << std::setfill('0') << std::setw(4) << time.year << '-' << std::setw(2) << time.month
         << '-' << std::setw(2) << time.day << ' ' << std::setw(2) << time.hour << ':'
         << std::setw(2) << time.minute << ':' << std::setw(2) << time.second << " UTC";
    return text.str();
}

} // namespace tls
} // namespace ns3
