/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// Certificates of a form that RFC 5280 or DER forbids, each beside its neighbor that is allowed,
// and what an authority of a chain may lack or be.

#include "tls-x509-test-support.h"

#include "ns3/calendar-time.h"
#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/x509-host-name.h"

#include <functional>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;

namespace
{

/// What a certificate is built of, each an element or several.
struct Parts
{
    Bytes version;   //!< wrapped, empty: version 1
    Bytes serial;    //!< number
    Bytes algorithm; //!< of the signature, as the signed part says
    Bytes outside;   //!< of the signature, as stands beside the signature
    Bytes names;     //!< issuer, validity, subject and key
    Bytes uniqueIds; //!< of issuer and subject
    Bytes list;      //!< the extensions, empty: none
};

/**
 * @param tag identifier octet
 * @param contents of the element
 * @return the element
 */
Bytes
Wrap(uint8_t tag, ByteView contents)
{
    DerWriter writer;
    writer.Element(tag, contents);
    return writer.Take();
}

/**
 * @param identifier in DER
 * @param value that it wraps
 * @param flag element that says whether it is critical, empty: the default
 * @return an extension
 */
Bytes
Extension(const char* identifier, ByteView value, const char* flag = "")
{
    Bytes contents = FromHex(identifier);
    Append(contents, FromHex(flag));
    Append(contents, Wrap(DerTag::OCTET_STRING, value));
    return Wrap(DerTag::SEQUENCE, contents);
}

constexpr const char* KEY_USAGE = "0603551d0f";
constexpr const char* SUBJECT_ALT_NAME = "0603551d11";
constexpr const char* BASIC_CONSTRAINTS = "0603551d13";
constexpr const char* UNKNOWN = "0603551d63";
constexpr const char* TRUE_VALUE = "0101ff";
constexpr const char* FALSE_VALUE = "010100";

/// A form and whether it is one.
struct FormRow
{
    std::string what;                   //!< of the form
    std::function<void(Parts&)> change; //!< from a certificate that is as it should be
    bool isTaken;                       //!< whether RFC 5280 allows it
};

/**
 * @param what of the form
 * @param list extensions
 * @param isTaken whether they are allowed
 * @return a certificate with those extensions alone
 */
FormRow
WithExtensions(const std::string& what, const Bytes& list, bool isTaken)
{
    return {what, [list](Parts& parts) { parts.list = list; }, isTaken};
}

/**
 * @param count of extensions that are not known, each of another identifier
 * @return them all
 */
Bytes
ManyExtensions(uint8_t count)
{
    Bytes list;
    for (uint8_t number = 0; number < count; ++number)
    {
        Bytes extension = Extension("060355016e", {});
        extension[6] = number;
        Append(list, extension);
    }
    return list;
}

/// @return each form that is refused, beside one that is taken
std::vector<FormRow>
AllForms()
{
    const auto version = [](const char* hex, const char* uniqueIds, bool hasExtensions) {
        return [=](Parts& parts) {
            parts.version = FromHex(hex);
            parts.uniqueIds = FromHex(uniqueIds);
            parts.list = hasExtensions ? parts.list : Bytes{};
        };
    };
    const auto serial = [](size_t size) {
        return [size](Parts& parts) { parts.serial = Wrap(DerTag::INTEGER, Bytes(size, 1)); };
    };
    const auto key = [](const char* hex) { return Extension(KEY_USAGE, FromHex(hex)); };
    Bytes twice = Extension(UNKNOWN, {});
    Append(twice, twice);
    return {
        {"as it should be", [](Parts&) {}, true},
        {"version 1", version("", "", false), true},
        {"version 1 written out (X.690, 11.5)", version("a003020100", "", false), false},
        {"version 4", version("a003020103", "", false), false},
        {"version 1 with unique identifiers", version("", "8102000182020001", false), false},
        {"version 2 with unique identifiers",
         version("a003020101", "8102000182020001", false),
         true},
        {"version 1 with extensions", version("", "", true), false},
        {"version 2 with extensions", version("a003020101", "", true), false},
        {"serial number of 20 octets", serial(20), true},
        {"serial number of 21 octets", serial(21), false},
        {"another algorithm beside the signature (RFC 5280, 4.1.1.2)",
         [](Parts& parts) { parts.outside = FromHex("300d06092a864886f70d01010c0500"); },
         false},
        WithExtensions("cA false written out",
                       Extension(BASIC_CONSTRAINTS, FromHex("3003010100")),
                       false),
        WithExtensions("cA left out", Extension(BASIC_CONSTRAINTS, FromHex("3000")), true),
        WithExtensions("key usage", key("03020780"), true),
        WithExtensions("key usage without a bit", key("030100"), false),
        WithExtensions("key usage of two octets", key("0303070080"), true),
        WithExtensions("key usage of three octets", key("030407000080"), false),
        WithExtensions("critical", Extension(KEY_USAGE, FromHex("03020780"), TRUE_VALUE), true),
        WithExtensions("not critical written out",
                       Extension(KEY_USAGE, FromHex("03020780"), FALSE_VALUE),
                       false),
        WithExtensions("IPv4 address",
                       Extension(SUBJECT_ALT_NAME, FromHex("3006870401020304")),
                       true),
        WithExtensions("address of five octets",
                       Extension(SUBJECT_ALT_NAME, FromHex("300787050102030405")),
                       false),
        WithExtensions("an extension twice (RFC 5280, 4.2)", twice, false),
        WithExtensions("64 extensions", ManyExtensions(64), true),
        WithExtensions("65 extensions", ManyExtensions(65), false),
        WithExtensions("of another arc than 2.5.29", Extension("0603551e13", {}), true),
        WithExtensions("of another arc than 2.5", Extension("0603561d13", {}), true),
        WithExtensions("64 KiB", Extension(UNKNOWN, Bytes(65000)), true),
        WithExtensions("more than 64 KiB", Extension(UNKNOWN, Bytes(65536)), false),
    };
}

class FormTestCase : public X509TestCase
{
  public:
    FormTestCase()
        : X509TestCase("Certificates of a form that RFC 5280 or DER forbids are not parsed")
    {
    }

  private:
    /// @return what a certificate of ours is built of
    Parts Usual()
    {
        const auto root =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", 0));
        const auto certificate = ParseX509Certificate(root->GetCertificate(), m_provider);
        DerReader tbs = DerReader(certificate->tbs).Enter(DerTag::SEQUENCE);
        Parts parts;
        parts.version = tbs.TakeWhole(DerTag::ContextConstructed(0)).ToBytes();
        parts.serial = tbs.TakeWhole(DerTag::INTEGER).ToBytes();
        parts.algorithm = tbs.TakeWhole(DerTag::SEQUENCE).ToBytes();
        parts.outside = parts.algorithm;
        for (int i = 0; i < 4; ++i)
        {
            Append(parts.names, tbs.TakeWhole(DerTag::SEQUENCE));
        }
        DerReader wrapper = tbs.Enter(DerTag::ContextConstructed(3));
        parts.list = wrapper.Take(DerTag::SEQUENCE).ToBytes();
        return parts;
    }

    /**
     * @param parts what the certificate is built of
     * @return the certificate; nobody looks at its signature
     */
    static Bytes Build(const Parts& parts)
    {
        Bytes tbs = parts.version;
        for (const Bytes* part : {&parts.serial, &parts.algorithm, &parts.names, &parts.uniqueIds})
        {
            Append(tbs, *part);
        }
        if (!parts.list.empty())
        {
            Append(tbs, Wrap(DerTag::ContextConstructed(3), Wrap(DerTag::SEQUENCE, parts.list)));
        }
        DerWriter contents;
        contents.Element(DerTag::SEQUENCE, tbs);
        contents.Raw(parts.outside);
        contents.BitString(Bytes(128, 1));
        return Wrap(DerTag::SEQUENCE, contents.View());
    }

    void DoRun() override
    {
        const Parts usual = Usual();
        for (const FormRow& row : AllForms())
        {
            Parts parts = usual;
            row.change(parts);
            NS_TEST_EXPECT_MSG_EQ(ParseX509Certificate(Build(parts), m_provider).has_value(),
                                  row.isTaken,
                                  row.what);
        }
    }
};

/// Dates and addresses at their limits.
class LimitTestCase : public X509TestCase
{
  public:
    LimitTestCase()
        : X509TestCase("Dates that no calendar has and addresses that nobody writes are refused")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<CalendarTime, bool>> dates{
            {{1900, 2, 28, 23, 59, 59}, true},
            {{1900, 2, 29, 0, 0, 0}, false},
            {{2000, 2, 29, 0, 0, 0}, true},
            {{2013, 1, 1, 0, 60, 0}, false},
            {{2013, 1, 1, 0, 0, 60}, false},
        };
        for (const auto& [date, isOne] : dates)
        {
            NS_TEST_EXPECT_MSG_EQ(FromCalendarTime(date).has_value(),
                                  isOne,
                                  "year " << date.year << ", day " << date.day);
        }
        for (const char* text : {"1.2.3.0004", "::00001", "1:2:3:4:5:6:7:8::", "1::2:"})
        {
            NS_TEST_EXPECT_MSG_EQ(ParseIpAddress(text).empty(), true, text);
        }
        for (const char* text : {"1.2.3.004", "::0001", "1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:8"})
        {
            NS_TEST_EXPECT_MSG_EQ(ParseIpAddress(text).empty(), false, text);
        }
    }
};

/// What an authority of a chain may lack or be.
class AuthorityTestCase : public X509TestCase
{
  public:
    AuthorityTestCase()
        : X509TestCase("Each authority of a chain is looked at as its extensions have it")
    {
    }

  private:
    /**
     * @param change what is done to the lower authority of a chain of three, before it is verified
     * @return name of the status
     */
    std::string StatusWith(const std::function<void(X509Certificate&)>& change)
    {
        const auto chain = CreateCertificateChain(m_provider, m_random, Options());
        std::vector<X509Certificate> parsed = Parse(chain->identity.chain);
        change(parsed[1]);
        X509TrustStore roots;
        roots.Add(Parse({chain->root})[0]);
        const X509Result result =
            X509Verifier(m_provider, roots)
                .Verify(parsed, "www.example.com", NOW, X509Purpose::SERVER_SIGNATURE);
        return tls::ToString(result.status);
    }

    void DoRun() override
    {
        using C = X509Certificate;
        NS_TEST_EXPECT_MSG_EQ(StatusWith([](C&) {}), "ok", "as it should be");
        // RFC 5280, 6.1.4 (n): the bit is looked at where there is a key usage.
        NS_TEST_EXPECT_MSG_EQ(StatusWith([](C& c) { c.keyUsage.reset(); }), "ok", "no key usage");
        NS_TEST_EXPECT_MSG_EQ(StatusWith([](C& c) { c.hasUnknownCriticalExtension = true; }),
                              "unsupported",
                              "a critical extension");
        NS_TEST_EXPECT_MSG_EQ(StatusWith([](C& c) { c.publicKey = nullptr; }),
                              "unsupported",
                              "a key of an unknown kind");

        // RFC 5280, 6.1.4 (l): who renews its own key is no further authority.
        CertificateRequest request = Request("Root", 3);
        request.pathLength = 0;
        const auto root = CertificateAuthority::CreateRoot(m_provider, m_random, request);
        CertificateRequest renewed = Request("Root", 2);
        const auto next = root->IssueAuthority(renewed);
        CertificateRequest server = Request("www.example.com", 0);
        NS_TEST_EXPECT_MSG_EQ(Verify(next->IssueServer(server)->chain, root->GetCertificate()),
                              "ok",
                              "its own key renewed");

        // A root is trusted for its key, not for its name alone.
        const auto other =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", 4));
        std::vector<Bytes> chain = other->IssueServer(server)->chain;
        chain.push_back(other->GetCertificate());
        NS_TEST_EXPECT_MSG_NE(Verify(chain, root->GetCertificate()), "ok", "a root of that name");
    }
};

/// Tests of what is allowed in a certificate and in a chain.
class TlsX509FormTestSuite : public TestSuite
{
  public:
    TlsX509FormTestSuite()
        : TestSuite("tls-spdy-x509-form", TestSuite::Type::UNIT)
    {
        AddTestCase(new FormTestCase);
        AddTestCase(new LimitTestCase);
        AddTestCase(new AuthorityTestCase);
    }
};

TlsX509FormTestSuite g_tlsX509FormTestSuite; //!< registers itself

} // namespace
