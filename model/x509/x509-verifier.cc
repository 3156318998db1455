/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "x509-verifier.h"

#include "calendar-time.h"
#include "x509-host-name.h"
#include "x509-signature.h"

#include "ns3/log.h"

#include <algorithm>
#include <array>

namespace ns3
{
namespace tls
{

NS_LOG_COMPONENT_DEFINE("X509Verifier");

namespace
{

constexpr const char* SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
constexpr const char* CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
constexpr const char* ANY_USAGE = "2.5.29.37.0";

/// What a purpose asks of the peer's own certificate.
struct PurposeRow
{
    X509Purpose purpose;
    uint16_t keyUsage;
    const char* extendedKeyUsage;
    const char* description;
};

constexpr std::array<PurposeRow, 4> PURPOSES{{
    {X509Purpose::SERVER_SIGNATURE,
     X509KeyUsage::DIGITAL_SIGNATURE,
     SERVER_AUTH,
     "signatures of a server"},
    {X509Purpose::SERVER_ENCIPHERMENT,
     X509KeyUsage::KEY_ENCIPHERMENT,
     SERVER_AUTH,
     "key encipherment for a server"},
    {X509Purpose::SERVER_AGREEMENT,
     X509KeyUsage::KEY_AGREEMENT,
     SERVER_AUTH,
     "key agreement of a server"},
    {X509Purpose::CLIENT_SIGNATURE,
     X509KeyUsage::DIGITAL_SIGNATURE,
     CLIENT_AUTH,
     "signatures of a client"},
}};

/// One run of the checks: what they look at and what they found.
class Path
{
  public:
    /**
     * @param chain the certificates, without root
     * @param observer called with each step, may be empty
     */
    Path(const std::vector<const X509Certificate*>& chain, const X509CheckObserver& observer)
        : m_chain(chain),
          m_observer(observer)
    {
    }

    /**
     * @param kind what was looked at
     * @param depth on which certificate
     * @param failed status if it does not hold
     * @param holds whether it does
     * @param reason called if it does not: what is said about the certificate
     * @return holds
     */
    template <class F>
    bool Check(X509CheckKind kind, size_t depth, X509Status failed, bool holds, F reason)
    {
        if (m_observer)
        {
            m_observer({kind, depth, m_chain[depth]->subject.ToString(), holds});
        }
        if (!holds)
        {
            m_result = {failed,
                        depth,
                        "The certificate of " + m_chain[depth]->subject.ToString() + " " +
                            reason() + "."};
            NS_LOG_WARN(m_result.reason);
        }
        return holds;
    }

    /// @return the first thing found wrong, or OK
    const X509Result& Result() const
    {
        return m_result;
    }

    /**
     * @param depth of an authority, the root's is the number of certificates in the path
     * @return how many authorities stand between it and the peer; those that only renew their
     *         own key do not count (RFC 5280, 6.1.4 l)
     */
    size_t AuthoritiesBelow(size_t depth) const
    {
        size_t count = 0;
        for (size_t i = 1; i < depth && i < m_chain.size(); ++i)
        {
            count += m_chain[i]->subject.der != m_chain[i]->issuer.der;
        }
        return count;
    }

    /**
     * @param depth which certificate
     * @param now seconds since 1970-01-01 UTC
     * @return true when that is within its validity
     */
    bool CheckValidity(size_t depth, int64_t now)
    {
        const X509Certificate& certificate = *m_chain[depth];
        const bool isStarted = now >= certificate.notBefore;
        return Check(X509CheckKind::VALIDITY,
                     depth,
                     isStarted ? X509Status::EXPIRED : X509Status::NOT_YET_VALID,
                     isStarted && now <= certificate.notAfter,
                     [&certificate, isStarted] {
                         return isStarted ? "expired at " + FormatCalendarTime(certificate.notAfter)
                                          : "is not valid before " +
                                                FormatCalendarTime(certificate.notBefore);
                     });
    }

    /**
     * @param depth which certificate
     * @return true when it may certify what is below it
     */
    bool CheckAuthority(size_t depth)
    {
        const X509Certificate& certificate = *m_chain[depth];
        const uint16_t usage = certificate.keyUsage.value_or(X509KeyUsage::KEY_CERT_SIGN);
        return Check(X509CheckKind::CA_FLAG,
                     depth,
                     X509Status::NOT_A_CA,
                     certificate.isCa,
                     [] {
                         return "is not one of a certificate authority, yet it certifies another";
                     }) &&
               Check(X509CheckKind::PATH_LENGTH,
                     depth,
                     X509Status::PATH_LENGTH_EXCEEDED,
                     !certificate.pathLength || AuthoritiesBelow(depth) <= *certificate.pathLength,
                     [] { return "allows fewer authorities below it than the chain has"; }) &&
               Check(X509CheckKind::KEY_USAGE,
                     depth,
                     X509Status::BAD_KEY_USAGE,
                     (usage & X509KeyUsage::KEY_CERT_SIGN) != 0,
                     [] { return "does not allow its key to sign certificates"; });
    }

    /**
     * @param purpose what the peer's key is to be used for
     * @return true when its certificate allows that
     */
    bool CheckPurpose(X509Purpose purpose)
    {
        const X509Certificate& own = *m_chain.front();
        const std::vector<std::string>& allowed = own.extendedKeyUsage;
        for (const PurposeRow& row : PURPOSES)
        {
            if (row.purpose != purpose)
            {
                continue;
            }
            const bool isAllowed = !own.keyUsage || (*own.keyUsage & row.keyUsage) != 0;
            const bool isExtendedAllowed =
                allowed.empty() ||
                std::any_of(allowed.begin(), allowed.end(), [&row](const std::string& usage) {
                    return usage == row.extendedKeyUsage || usage == ANY_USAGE;
                });
            return Check(X509CheckKind::KEY_USAGE,
                         0,
                         X509Status::BAD_KEY_USAGE,
                         isAllowed && isExtendedAllowed,
                         [&row] {
                             return std::string("does not allow its key to be used for ") +
                                    row.description;
                         });
        }
        return true;
    }

    /**
     * @param depth which certificate
     * @return true when it holds nothing that would have to be understood
     */
    bool CheckExtensions(size_t depth)
    {
        const X509Certificate& certificate = *m_chain[depth];
        return Check(X509CheckKind::EXTENSIONS,
                     depth,
                     X509Status::UNSUPPORTED,
                     !certificate.hasUnknownCriticalExtension && certificate.publicKey,
                     [&certificate] {
                         return certificate.publicKey ? "has a critical extension that is not known"
                                                      : "has a key of a kind that is not supported";
                     });
    }

    /**
     * @param depth which certificate
     * @param issuer who should have signed it
     * @param provider what verifies
     * @return true when it is so
     */
    bool CheckSignature(size_t depth, const X509Certificate& issuer, CryptoProvider& provider)
    {
        const X509Certificate& certificate = *m_chain[depth];
        const bool isKnown = certificate.signatureScheme != SignatureScheme::NONE;
        return Check(X509CheckKind::SIGNATURE,
                     depth,
                     isKnown ? X509Status::BAD_SIGNATURE : X509Status::UNSUPPORTED,
                     isKnown && issuer.publicKey &&
                         VerifyX509(provider,
                                    *issuer.publicKey,
                                    certificate.signatureScheme,
                                    certificate.tbs,
                                    certificate.signature),
                     [&issuer, isKnown] {
                         return isKnown ? "was not signed by " + issuer.subject.ToString()
                                        : "is signed with an algorithm that is not supported";
                     });
    }

  private:
    const std::vector<const X509Certificate*>& m_chain; //!< what is looked at
    const X509CheckObserver& m_observer;                //!< called with each step
    X509Result m_result;                                //!< first thing found wrong
};

/**
 * Find the root that a certificate speaks of. Where both name their keys the names decide, so that
 * a root of the same name with another key is an unknown one and not a bad signature.
 *
 * @param roots those of the issuer's name
 * @param certificate what one of them is said to have signed
 * @param provider what tells roots apart that name no key
 * @return the root, null when there is none
 */
const X509Certificate*
SelectRoot(const std::vector<const X509Certificate*>& roots,
           const X509Certificate& certificate,
           CryptoProvider& provider)
{
    const X509Certificate* selected = nullptr;
    for (const X509Certificate* root : roots)
    {
        if (!certificate.authorityKeyId.empty() && !root->subjectKeyId.empty())
        {
            if (certificate.authorityKeyId == root->subjectKeyId)
            {
                return root;
            }
            continue;
        }
        if (!selected || (root->publicKey && VerifyX509(provider,
                                                        *root->publicKey,
                                                        certificate.signatureScheme,
                                                        certificate.tbs,
                                                        certificate.signature)))
        {
            selected = root;
        }
    }
    return selected;
}

} // namespace

X509Verifier::X509Verifier(CryptoProvider& provider, const X509TrustStore& roots)
    : m_provider(&provider),
      m_roots(&roots)
{
}

X509Result
X509Verifier::Verify(const std::vector<X509Certificate>& chain,
                     const std::string& host,
                     int64_t now,
                     X509Purpose purpose,
                     const X509CheckObserver& observer) const
{
    NS_LOG_FUNCTION(this << chain.size() << host << now);
    if (chain.empty())
    {
        return {X509Status::MALFORMED, 0, "The peer sent no certificate."};
    }
    std::vector<const X509Certificate*> path;
    const X509Certificate* root = nullptr;
    for (const X509Certificate& certificate : chain)
    {
        if (m_roots->Contains(certificate))
        {
            root = &certificate;
            break;
        }
        if (path.size() == MAX_DEPTH)
        {
            return {X509Status::CHAIN_TOO_LONG,
                    MAX_DEPTH,
                    "The chain of " + chain.front().subject.ToString() + " has more than " +
                        std::to_string(MAX_DEPTH) + " certificates."};
        }
        path.push_back(&certificate);
    }
    const bool isPeerTrusted = path.empty();
    if (!root)
    {
        root = SelectRoot(m_roots->Find(path.back()->issuer), *path.back(), *m_provider);
    }
    const size_t last = path.empty() ? 0 : path.size() - 1;
    path.push_back(root ? root : path.back());
    Path steps(path, observer);
    // Record the question about the root under the certificate that asks it.
    if (!steps.Check(X509CheckKind::TRUST,
                     last,
                     X509Status::UNKNOWN_CA,
                     root != nullptr,
                     [&path, last] {
                         return "was issued by " + path[last]->issuer.ToString() +
                                ", which is no trusted root";
                     }))
    {
        return steps.Result();
    }
    for (size_t depth = path.size(); depth-- > 0;)
    {
        const X509Certificate* issuer = depth + 1 < path.size() ? path[depth + 1] : nullptr;
        if (issuer && path[depth]->issuer.der != issuer->subject.der)
        {
            steps.Check(X509CheckKind::TRUST, depth, X509Status::UNKNOWN_CA, false, [] {
                return "is not issued by the one that follows it in the chain";
            });
            return steps.Result();
        }
        if ((issuer && !steps.CheckSignature(depth, *issuer, *m_provider)) ||
            !steps.CheckValidity(depth, now) || !steps.CheckExtensions(depth) ||
            (depth > 0 && !steps.CheckAuthority(depth)))
        {
            return steps.Result();
        }
    }
    if (!steps.CheckPurpose(purpose))
    {
        return steps.Result();
    }
    if (!host.empty())
    {
        steps.Check(X509CheckKind::NAME,
                    0,
                    X509Status::NAME_MISMATCH,
                    MatchesHost(chain.front(), host),
                    [&host] { return "is not for the host " + host; });
    }
    NS_LOG_INFO("chain of " << chain.size() << " certificates: " << ToString(steps.Result().status)
                            << (isPeerTrusted ? ", trusted itself" : ""));
    return steps.Result();
}

const X509Certificate*
X509Verifier::FindIssuer(const std::vector<X509Certificate>& chain) const
{
    if (chain.empty())
    {
        return nullptr;
    }
    const X509Certificate& own = chain.front();
    if (chain.size() > 1 && chain[1].subject.der == own.issuer.der)
    {
        return &chain[1];
    }
    if (own.subject.der == own.issuer.der)
    {
        return &own;
    }
    return SelectRoot(m_roots->Find(own.issuer), own, *m_provider);
}

const char*
ToString(X509Status status)
{
    switch (status)
    {
    case X509Status::OK:
        return "ok";
    case X509Status::MALFORMED:
        return "malformed";
    case X509Status::EXPIRED:
        return "expired";
    case X509Status::NOT_YET_VALID:
        return "not-yet-valid";
    case X509Status::UNKNOWN_CA:
        return "unknown-ca";
    case X509Status::BAD_SIGNATURE:
        return "bad-signature";
    case X509Status::NOT_A_CA:
        return "not-a-ca";
    case X509Status::PATH_LENGTH_EXCEEDED:
        return "path-length-exceeded";
    case X509Status::BAD_KEY_USAGE:
        return "bad-key-usage";
    case X509Status::NAME_MISMATCH:
        return "name-mismatch";
    case X509Status::CHAIN_TOO_LONG:
        return "chain-too-long";
    case X509Status::UNSUPPORTED:
        return "unsupported";
    }
    return "unknown";
}

const char*
ToString(X509CheckKind kind)
{
    switch (kind)
    {
    case X509CheckKind::EXTENSIONS:
        return "extensions";
    case X509CheckKind::VALIDITY:
        return "validity";
    case X509CheckKind::CA_FLAG:
        return "ca-flag";
    case X509CheckKind::PATH_LENGTH:
        return "path-length";
    case X509CheckKind::KEY_USAGE:
        return "key-usage";
    case X509CheckKind::TRUST:
        return "trust";
    case X509CheckKind::SIGNATURE:
        return "signature";
    case X509CheckKind::NAME:
        return "name";
    }
    return "unknown";
}

} // namespace tls
} // namespace ns3
