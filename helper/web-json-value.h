/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_JSON_VALUE_H
#define WEB_JSON_VALUE_H

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{

/// A value of JSON (RFC 8259) with the line where it begins.
struct WebJsonValue
{
    /// What it is.
    enum class Type
    {
        NOTHING, //!< null, or not there
        BOOLEAN, //!< number is 0 or 1
        NUMBER,  //!< number
        TEXT,    //!< text
        LIST,    //!< items
        OBJECT,  //!< members
    };

    Type type{Type::NOTHING};                                    //!< what it is
    double number{0};                                            //!< of a number
    std::string text{};                                          //!< of a text, in UTF-8
    std::vector<WebJsonValue> items{};                           //!< of a list
    std::vector<std::pair<std::string, WebJsonValue>> members{}; //!< of an object, in their order
    size_t line{0};                                              //!< where it begins, from 1

    /**
     * @param name of a member
     * @return the first of that name, a value of type NOTHING when there is none
     */
    const WebJsonValue& Get(const std::string& name) const;

    /**
     * @param text a whole document
     * @param value what was read
     * @param failure line and reason, when it is none
     * @return false when it is no JSON, or deeper than 64 levels
     */
    static bool Parse(const std::string& text, WebJsonValue& value, std::string& failure);
};

} // namespace ns3

#endif /* WEB_JSON_VALUE_H */
