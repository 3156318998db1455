/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "web-json-value.h"

#include <algorithm>
#include <cstdio>
#include <locale>
#include <sstream>

namespace ns3
{

namespace
{

constexpr int MAX_DEPTH = 64; //!< levels of lists and objects

/// Reads a document from its start to its end (RFC 8259).
class Reader
{
  public:
    /// @param text the document
    explicit Reader(const std::string& text)
        : m_text(text)
    {
    }

    /// @param value what was read @return false when the document is none
    bool ReadDocument(WebJsonValue& value)
    {
        if (!ReadValue(value, 0))
        {
            return false;
        }
        SkipWhite();
        return m_at == m_text.size() || Fail("there is more after the end");
    }

    /// @return line and reason
    std::string GetFailure() const
    {
        return "line " + std::to_string(m_line) + ": " + m_reason;
    }

  private:
    bool Fail(const std::string& reason)
    {
        m_reason = reason;
        return false;
    }

    void SkipWhite()
    {
        while (m_at < m_text.size() &&
               std::string(" \t\r\n").find(m_text[m_at]) != std::string::npos)
        {
            m_line += m_text[m_at] == '\n' ? 1 : 0;
            ++m_at;
        }
    }

    /// Take a character behind white space, if it is the next one.
    bool Take(char c)
    {
        SkipWhite();
        const bool isNext = m_at < m_text.size() && m_text[m_at] == c;
        m_at += isNext ? 1 : 0;
        return isNext;
    }

    bool TakeWord(const std::string& word)
    {
        const bool isNext = m_text.compare(m_at, word.size(), word) == 0;
        m_at += isNext ? word.size() : 0;
        return isNext;
    }

    bool ReadValue(WebJsonValue& value, int depth)
    {
        SkipWhite();
        value.line = m_line;
        if (depth > MAX_DEPTH)
        {
            return Fail("lists and objects are nested too deeply");
        }
        if (Take('{'))
        {
            return ReadObject(value, depth);
        }
        if (Take('['))
        {
            return ReadList(value, depth);
        }
        if (Take('"'))
        {
            value.type = WebJsonValue::Type::TEXT;
            return ReadText(value.text);
        }
        if (TakeWord("null"))
        {
            return true;
        }
        const bool isTrue = TakeWord("true");
        if (isTrue || TakeWord("false"))
        {
            value.type = WebJsonValue::Type::BOOLEAN;
            value.number = isTrue ? 1 : 0;
            return true;
        }
        return ReadNumber(value);
    }

    bool ReadNumber(WebJsonValue& value)
    {
        const size_t end =
            std::min(m_text.find_first_not_of("+-0123456789.eE", m_at), m_text.size());
        std::istringstream digits(m_text.substr(m_at, end - m_at));
        digits.imbue(std::locale::classic());
        value.type = WebJsonValue::Type::NUMBER;
        if (end == m_at || !(digits >> value.number) || digits.peek() != EOF)
        {
            return Fail("a value is expected");
        }
        m_at = end;
        return true;
    }

    bool ReadList(WebJsonValue& value, int depth)
    {
        value.type = WebJsonValue::Type::LIST;
        if (Take(']'))
        {
            return true;
        }
        do
        {
            value.items.emplace_back();
            if (!ReadValue(value.items.back(), depth + 1))
            {
                return false;
            }
        } while (Take(','));
        return Take(']') || Fail("a list goes on with a comma or ends with ]");
    }

    bool ReadObject(WebJsonValue& value, int depth)
    {
        value.type = WebJsonValue::Type::OBJECT;
        if (Take('}'))
        {
            return true;
        }
        do
        {
            value.members.emplace_back();
            auto& member = value.members.back();
            if (!Take('"') || !ReadText(member.first) || !Take(':'))
            {
                return Fail("a member is a name in quotes, a colon and a value");
            }
            if (!ReadValue(member.second, depth + 1))
            {
                return false;
            }
        } while (Take(','));
        return Take('}') || Fail("an object goes on with a comma or ends with }");
    }

    bool ReadText(std::string& text)
    {
        while (m_at < m_text.size())
        {
            const char c = m_text[m_at++];
            if (c == '"')
            {
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
            {
                return Fail("a text has a control character");
            }
            if (c != '\\')
            {
                text += c;
            }
            else if (!ReadEscape(text))
            {
                return false;
            }
        }
        return Fail("a text has no end");
    }

    bool ReadEscape(std::string& text)
    {
        const std::string names = "\"\\/bfnrt";
        const std::string meanings = "\"\\/\b\f\n\r\t";
        const char c = m_at < m_text.size() ? m_text[m_at++] : '\0';
        const size_t number = names.find(c);
        if (c != '\0' && number != std::string::npos)
        {
            text += meanings[number];
            return true;
        }
        const std::string digits = m_text.substr(m_at, 4);
        if (c != 'u' || digits.size() != 4 ||
            digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
        {
            return Fail("a text has an unknown escape");
        }
        m_at += 4;
        AppendUtf8(static_cast<unsigned>(std::stoul(digits, nullptr, 16)), text);
        return true;
    }

    /// Surrogates are taken one by one: nothing that is read here needs them.
    static void AppendUtf8(unsigned code, std::string& text)
    {
        if (code < 0x80)
        {
            text += static_cast<char>(code);
            return;
        }
        if (code < 0x800)
        {
            text += static_cast<char>(0xc0 | (code >> 6));
        }
        else
        {
            text += static_cast<char>(0xe0 | (code >> 12));
            text += static_cast<char>(0x80 | ((code >> 6) & 0x3f));
        }
        text += static_cast<char>(0x80 | (code & 0x3f));
    }

    const std::string& m_text; //!< the document
    size_t m_at{0};            //!< what comes next
    size_t m_line{1};          //!< where that is
    std::string m_reason;      //!< why it is none
};

} // namespace

const WebJsonValue&
WebJsonValue::Get(const std::string& name) const
{
    static const WebJsonValue NOTHING;
    for (const auto& member : members)
    {
        if (member.first == name)
        {
            return member.second;
        }
    }
    return NOTHING;
}

bool
WebJsonValue::Parse(const std::string& text, WebJsonValue& value, std::string& failure)
{
    value = WebJsonValue();
    Reader reader(text);
    if (!reader.ReadDocument(value))
    {
        failure = reader.GetFailure();
        return false;
    }
    return true;
}

} // namespace ns3
