/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-x509-openssl-data.h"
#include "tls-x509-test-support.h"

#include "ns3/cryptopp-der-reader.h"
#include "ns3/cryptopp-der-writer.h"
#include "ns3/pem-codec.h"
#include "ns3/x509-extension.h"
#include "ns3/x509-signature.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::tls;
using ns3::wire::FromHex;
using ns3::wire::ToHex;

namespace
{

constexpr int64_t NEXT_UPDATE = NOW + 86400;

/// A test with an authority and a certificate that it issued.
class OcspTestCase : public X509TestCase
{
  public:
    /// @param title a sentence
    explicit OcspTestCase(const std::string& title)
        : X509TestCase(title)
    {
    }

  protected:
    /// @param spec kind and size of the authority's key
    void Issue(const std::string& spec)
    {
        m_authority = CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", spec));
        m_leaf = m_authority->IssueServer(Request("www.example.com", 0))->chain.at(0);
    }

    /**
     * @param status what is said
     * @param size wanted octets, 0: as it comes
     * @return a response; empty when there is none
     */
    Bytes Respond(OcspCertStatus status, size_t size = 0)
    {
        OcspOptions options;
        options.status = status;
        options.thisUpdate = NOW;
        options.nextUpdate = NEXT_UPDATE;
        options.size = size;
        return m_authority->CreateOcspResponse(m_leaf, options).value_or(Bytes{});
    }

    /**
     * @param der a response
     * @param now date
     * @return name of the outcome of the check against the certificate
     */
    std::string Check(const Bytes& der, int64_t now = NOW)
    {
        m_ocsp =
            VerifyOcspResponse(der,
                               *ParseX509Certificate(m_leaf, m_provider),
                               *ParseX509Certificate(m_authority->GetCertificate(), m_provider),
                               now,
                               m_provider);
        return tls::ToString(m_ocsp.outcome);
    }

    std::optional<CertificateAuthority> m_authority; //!< of the last Issue()
    Bytes m_leaf;                                    //!< of the last Issue()
    OcspResult m_ocsp;                               //!< of the last Check()
};

class StatusTestCase : public OcspTestCase
{
  public:
    StatusTestCase()
        : OcspTestCase(
              "A response of every kind of authority says what it was told, while it holds")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* spec : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1", "ecdsa:secp384r1"})
        {
            Issue(spec);
            const Bytes good = Respond(OcspCertStatus::GOOD);
            NS_TEST_ASSERT_MSG_EQ(Check(good), "good", spec);
            NS_TEST_ASSERT_MSG_EQ(m_ocsp.reason, "", "no reason");
            NS_TEST_ASSERT_MSG_EQ(Check(Respond(OcspCertStatus::REVOKED)), "revoked", spec);
            NS_TEST_ASSERT_MSG_EQ(Check(Respond(OcspCertStatus::UNKNOWN)), "unknown", spec);
            NS_TEST_ASSERT_MSG_EQ(Check(good, NOW - 1), "not-yet-valid", spec);
            NS_TEST_ASSERT_MSG_EQ(Check(good, NEXT_UPDATE), "good", "last second");
            NS_TEST_ASSERT_MSG_EQ(Check(good, NEXT_UPDATE + 1), "expired", "a second after");
            NS_TEST_ASSERT_MSG_EQ(m_ocsp.reason,
                                  "The OCSP response expired at 2014-05-14 16:53:20 UTC.",
                                  "sentence");
            const Bytes leaf = m_leaf;
            m_leaf = m_authority->IssueServer(Request("www.example.com", 0))->chain.at(0);
            NS_TEST_ASSERT_MSG_EQ(Check(good), "other-certificate", "another serial number");
            m_leaf = leaf;
            m_authority = CertificateAuthority::CreateRoot(m_provider,
                                                           m_random,
                                                           Request("Root", "ecdsa:secp521r1"));
            NS_TEST_ASSERT_MSG_EQ(Check(good), "other-certificate", "an issuer of the same name");
        }
    }
};

class ChainTestCase : public OcspTestCase
{
  public:
    ChainTestCase()
        : OcspTestCase("A chain comes with a response by its lowest authority")
    {
    }

  private:
    void DoRun() override
    {
        for (const size_t depth : {1, 3})
        {
            CertificateChainOptions options = Options();
            options.depth = depth;
            options.ocsp.emplace();
            options.ocsp->size = 1500;
            const auto chain = CreateCertificateChain(m_provider, m_random, options);
            const Bytes& response = chain->identity.ocspResponse;
            NS_TEST_ASSERT_MSG_EQ(response.size(), 1500, "size");
            X509TrustStore roots;
            roots.Add(*ParseX509Certificate(chain->root, m_provider));
            const std::vector<X509Certificate> parsed = Parse(chain->identity.chain);
            const X509Verifier verifier(m_provider, roots);
            const OcspResult result = VerifyOcspResponse(response,
                                                         parsed[0],
                                                         *verifier.FindIssuer(parsed),
                                                         NOW,
                                                         m_provider);
            NS_TEST_ASSERT_MSG_EQ(tls::ToString(result.outcome), std::string("good"), depth);
            options.ocsp->size = 100;
            NS_TEST_ASSERT_MSG_EQ(CreateCertificateChain(m_provider, m_random, options).has_value(),
                                  false,
                                  "too small");
        }
    }
};

class SizeTestCase : public OcspTestCase
{
  public:
    SizeTestCase()
        : OcspTestCase("A response gets the size that is asked for to the octet, unless DER has "
                       "none of that size")
    {
    }

  private:
    void DoRun() override
    {
        for (const char* spec : {"rsa:1024", "dsa:1024", "ecdsa:secp256r1"})
        {
            Issue(spec);
            const size_t smallest = Respond(OcspCertStatus::GOOD).size() + 50;
            size_t missed = 0;
            for (size_t size = smallest; size < smallest + 300; ++size)
            {
                const Bytes response = Respond(OcspCertStatus::GOOD, size);
                missed += response.empty();
                if (!response.empty())
                {
                    NS_TEST_ASSERT_MSG_EQ(response.size(), size, spec);
                    NS_TEST_ASSERT_MSG_EQ(Check(response), "good", size);
                }
            }
            // Where one of the six outermost length fields grows.
            NS_TEST_ASSERT_MSG_LT(missed, 7, spec);
        }
        Issue("rsa:1024");
        for (const size_t size : {1000, 4000, 16000, 65536})
        {
            NS_TEST_ASSERT_MSG_EQ(Check(Respond(OcspCertStatus::GOOD, size)), "good", size);
        }
        NS_TEST_ASSERT_MSG_EQ(Respond(OcspCertStatus::GOOD, 100).size(), 0, "too small");
        NS_TEST_ASSERT_MSG_EQ(Check(Respond(OcspCertStatus::GOOD, 65537)), "malformed", "too long");
    }
};

class TamperTestCase : public OcspTestCase
{
  public:
    TamperTestCase()
        : OcspTestCase("A response that is cut or has a bit changed is never good")
    {
    }

  private:
    void DoRun() override
    {
        Issue("ecdsa:secp256r1");
        const Bytes good = Respond(OcspCertStatus::GOOD);
        for (size_t i = 0; i < good.size(); ++i)
        {
            NS_TEST_ASSERT_MSG_EQ(Check(ByteView(good).Sub(0, i).ToBytes()),
                                  "malformed",
                                  "cut to " << i);
            for (unsigned int bit = 0; bit < 8; ++bit)
            {
                Bytes changed = good;
                changed[i] ^= static_cast<uint8_t>(1U << bit);
                NS_TEST_ASSERT_MSG_NE(Check(changed), "good", "bit " << bit << " of octet " << i);
            }
        }
        Bytes longer = good;
        longer.push_back(0);
        NS_TEST_ASSERT_MSG_EQ(Check(longer), "malformed", "one octet more");
        Bytes signature = good;
        signature.back() ^= 1;
        NS_TEST_ASSERT_MSG_EQ(Check(signature), "bad-signature", "signature");
        NS_TEST_ASSERT_MSG_EQ(Check(FromHex("30030a0106")), "unsuccessful", "unauthorized");
        NS_TEST_ASSERT_MSG_EQ(Check(FromHex("30030a0100")), "malformed", "no answer");
        NS_TEST_ASSERT_MSG_EQ(Check(FromHex("30050a0106a000")), "malformed", "both");
        NS_TEST_ASSERT_MSG_EQ(Check(Bytes(60000, DerTag::SEQUENCE)), "malformed", "nested");
    }
};

/// What a response is built of where CreateOcspResponse() would build it otherwise.
struct Parts
{
    Bytes version;          //!< element before the responder
    Bytes responder;        //!< ResponderID
    Bytes responses;        //!< SingleResponses
    Bytes extensions;       //!< element after the responses
    Bytes certificates;     //!< element after the signature
    PrivateKeyPtr key;      //!< who signs
    SignatureScheme scheme; //!< how
};

class FormTestCase : public OcspTestCase
{
  public:
    FormTestCase()
        : OcspTestCase("Forms that RFC 6960 allows are taken, those that it forbids are not")
    {
    }

  private:
    /**
     * @param tag identifier octet
     * @param contents of the element
     * @return the element
     */
    Bytes Wrap(uint8_t tag, ByteView contents)
    {
        DerWriter writer;
        writer.Element(tag, contents);
        return writer.Take();
    }

    /// @return parts of a response that is good
    Parts Usual()
    {
        const auto good = ParseOcspResponse(Respond(OcspCertStatus::GOOD));
        DerReader data = DerReader(good->tbs).Enter(DerTag::SEQUENCE);
        Parts parts;
        parts.responder = data.TakeWhole(DerTag::ContextConstructed(2)).ToBytes();
        data.GeneralizedTime();
        parts.responses = data.Take(DerTag::SEQUENCE).ToBytes();
        parts.key = m_authority->GetKey();
        parts.scheme = DefaultSchemeOf(*parts.key->publicKey);
        return parts;
    }

    /**
     * @param parts what the response is built of
     * @return the response
     */
    Bytes Build(const Parts& parts)
    {
        DerWriter data;
        data.Raw(parts.version);
        data.Raw(parts.responder);
        data.GeneralizedTime(NOW);
        data.Element(DerTag::SEQUENCE, parts.responses);
        data.Raw(parts.extensions);
        const Bytes tbs = Wrap(DerTag::SEQUENCE, data.View());
        const auto signature = m_provider.Sign(*parts.key, parts.scheme, tbs, m_random);
        DerWriter basic;
        basic.Raw(tbs);
        basic.Raw(SerializeSignatureAlgorithm(parts.scheme));
        basic.BitString(*signature);
        basic.Raw(parts.certificates);
        DerWriter bytes;
        bytes.ObjectIdentifier("1.3.6.1.5.5.7.48.1.1");
        bytes.Element(DerTag::OCTET_STRING, Wrap(DerTag::SEQUENCE, basic.View()));
        DerWriter response;
        response.Enumerated(0);
        response.Element(DerTag::ContextConstructed(0), Wrap(DerTag::SEQUENCE, bytes.View()));
        return Wrap(DerTag::SEQUENCE, response.View());
    }

    void DoRun() override
    {
        Issue("rsa:1024");
        NS_TEST_ASSERT_MSG_EQ(Check(Build(Usual())), "good", "as it should be");

        Parts parts = Usual();
        const auto root = ParseX509Certificate(m_authority->GetCertificate(), m_provider);
        parts.responder = Wrap(DerTag::ContextConstructed(1), root->subject.der);
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "good", "responder by name");
        parts.responder = Wrap(DerTag::ContextConstructed(3), root->subject.der);
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "no such responder");

        parts = Usual();
        parts.version = FromHex("a003020100");
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "default version written out");

        parts = Usual();
        const Bytes other = FromHex("30090603550463"
                                    "04023000");
        parts.extensions = Wrap(DerTag::ContextConstructed(1), Wrap(DerTag::SEQUENCE, other));
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "good", "an extension");
        const Bytes critical = FromHex("300c06035504630101ff04023000");
        parts.extensions = Wrap(DerTag::ContextConstructed(1), Wrap(DerTag::SEQUENCE, critical));
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "unsupported", "a critical extension");
        parts.extensions = Wrap(DerTag::ContextConstructed(1), Wrap(DerTag::SEQUENCE, {}));
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "no extension in the list");
        const Bytes notCritical = FromHex("300c060355046301010004023000");
        parts.extensions = Wrap(DerTag::ContextConstructed(1), Wrap(DerTag::SEQUENCE, notCritical));
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "a default written out");
        parts = Usual();
        for (const size_t count : {8, 9})
        {
            Bytes list;
            for (size_t i = 0; i < count; ++i)
            {
                Append(list, m_leaf);
            }
            parts.certificates = Wrap(DerTag::ContextConstructed(0), Wrap(DerTag::SEQUENCE, list));
            NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), (count == 8 ? "good" : "malformed"), count);
        }

        parts = Usual();
        parts.responses.clear();
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "no status");
        const Bytes single = Usual().responses;
        parts.responses = single;
        for (size_t i = 1; i < 64; ++i)
        {
            Append(parts.responses, single);
        }
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "good", "64 statuses");
        Append(parts.responses, single);
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "malformed", "65 statuses");

        parts = Usual();
        const Bytes leaf = m_leaf;
        m_leaf = m_authority->IssueServer(Request("www.example.com", 0))->chain.at(0);
        Bytes both = Usual().responses;
        m_leaf = leaf;
        Append(both, parts.responses);
        parts.responses = both;
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "good", "another certificate's status first");
        ExpectDelegates();
    }

    /// Only who the issuer has delegated may answer in its place (RFC 6960, 4.2.2.2).
    void ExpectDelegates()
    {
        CertificateRequest request = Request("Responder", "ecdsa:secp256r1");
        request.extendedKeyUsage = {"1.3.6.1.5.5.7.3.9"};
        NS_TEST_ASSERT_MSG_EQ(Delegate(*m_authority, request), "good", "delegate");
        CertificateRequest changed = request;
        changed.extendedKeyUsage = {"1.3.6.1.5.5.7.3.1"};
        NS_TEST_ASSERT_MSG_EQ(Delegate(*m_authority, changed),
                              "unauthorized-responder",
                              "a server's certificate");
        changed = request;
        changed.notAfter = NOW - 1;
        NS_TEST_ASSERT_MSG_EQ(Delegate(*m_authority, changed), "unauthorized-responder", "expired");
        changed = request;
        changed.notBefore = NOW + 1;
        NS_TEST_ASSERT_MSG_EQ(Delegate(*m_authority, changed), "unauthorized-responder", "early");
        changed = request;
        changed.keyUsage = X509KeyUsage::KEY_AGREEMENT;
        NS_TEST_ASSERT_MSG_EQ(Delegate(*m_authority, changed), "unauthorized-responder", "usage");
        const auto stranger =
            CertificateAuthority::CreateRoot(m_provider, m_random, Request("Root", "dsa:1024"));
        NS_TEST_ASSERT_MSG_EQ(Delegate(*stranger, request),
                              "unauthorized-responder",
                              "delegated by an authority of the same name");
        Parts parts = Usual();
        parts.key = Key("ecdsa:secp256r1");
        parts.scheme = SignatureScheme::ECDSA_SECP256R1_SHA256;
        NS_TEST_ASSERT_MSG_EQ(Check(Build(parts)), "bad-signature", "another's key");
    }

    /**
     * @param authority who delegates
     * @param request what the delegate's certificate says
     * @return outcome of a response by the delegate
     */
    std::string Delegate(const CertificateAuthority& authority, const CertificateRequest& request)
    {
        const Bytes certificate = authority.IssueServer(request)->chain.at(0);
        Parts parts = Usual();
        parts.key = request.key;
        parts.scheme = DefaultSchemeOf(*parts.key->publicKey);
        const Bytes hash =
            m_provider.Hash(HashAlgorithm::SHA1, SubjectPublicKeyOf(*parts.key->publicKey));
        parts.responder = Wrap(DerTag::ContextConstructed(2), Wrap(DerTag::OCTET_STRING, hash));
        Bytes certificates = m_leaf;
        Append(certificates, certificate);
        parts.certificates =
            Wrap(DerTag::ContextConstructed(0), Wrap(DerTag::SEQUENCE, certificates));
        return Check(Build(parts));
    }
};

class OpensslResponseTestCase : public OcspTestCase
{
  public:
    OpensslResponseTestCase()
        : OcspTestCase("Responses that OpenSSL made say what they were told")
    {
    }

  private:
    /**
     * @param response in PEM
     * @param certificate in PEM
     * @param now date
     * @return name of the outcome
     */
    std::string Outcome(const char* response, const char* certificate, int64_t now)
    {
        const auto own = ParseX509Certificate(ParsePem(certificate).at(0).der, m_provider);
        const auto issuer =
            ParseX509Certificate(ParsePem(openssl::AUTHORITY).at(0).der, m_provider);
        return tls::ToString(
            VerifyOcspResponse(ParsePem(response).at(0).der, *own, *issuer, now, m_provider)
                .outcome);
    }

    void DoRun() override
    {
        constexpr int64_t DATE = 1900000000; // 2030-03-17
        NS_TEST_ASSERT_MSG_EQ(Outcome(openssl::OCSP_GOOD, openssl::ECDSA_CERTIFICATE, DATE),
                              "good",
                              "by the authority");
        NS_TEST_ASSERT_MSG_EQ(Outcome(openssl::OCSP_REVOKED, openssl::DSA_CERTIFICATE, DATE),
                              "revoked",
                              "by a delegate");
        NS_TEST_ASSERT_MSG_EQ(Outcome(openssl::OCSP_GOOD, openssl::DSA_CERTIFICATE, DATE),
                              "other-certificate",
                              "of the other");
        NS_TEST_ASSERT_MSG_EQ(Outcome(openssl::OCSP_GOOD, openssl::ECDSA_CERTIFICATE, NOW),
                              "not-yet-valid",
                              "before");
        NS_TEST_ASSERT_MSG_EQ(Outcome(openssl::OCSP_GOOD, openssl::ECDSA_CERTIFICATE, 4000000000),
                              "expired",
                              "after");
        const auto parsed = ParseOcspResponse(ParsePem(openssl::OCSP_REVOKED).at(0).der);
        NS_TEST_ASSERT_MSG_EQ(parsed.has_value(), true, "parses");
        NS_TEST_ASSERT_MSG_EQ(parsed->certificates.size(), 1, "the delegate's certificate");
        NS_TEST_ASSERT_MSG_EQ((parsed->responses.at(0).hash == HashAlgorithm::SHA1), true, "SHA-1");
        NS_TEST_ASSERT_MSG_EQ((parsed->responses.at(0).nextUpdate.value_or(0) > DATE),
                              true,
                              "next update");
    }
};

/// Tests of OCSP responses as a server staples them.
class TlsX509OcspTestSuite : public TestSuite
{
  public:
    TlsX509OcspTestSuite()
        : TestSuite("tls-spdy-x509-ocsp", TestSuite::Type::UNIT)
    {
        AddTestCase(new StatusTestCase);
        AddTestCase(new ChainTestCase);
        AddTestCase(new SizeTestCase);
        AddTestCase(new TamperTestCase);
        AddTestCase(new FormTestCase);
        AddTestCase(new OpensslResponseTestCase);
    }
};

TlsX509OcspTestSuite g_tlsX509OcspTestSuite; //!< registers itself

} // namespace
