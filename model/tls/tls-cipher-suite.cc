/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-cipher-suite.h"

namespace ns3
{
namespace tls
{

const std::vector<TlsCipherSuite>&
GetCipherSuites()
{
    using A = AeadAlgorithm;
    using C = CipherAlgorithm;
    using H = HashAlgorithm;
    using K = TlsKeyExchange;
    using S = TlsAuthentication;
    using V = TlsVersion;
    // clang-format off
    static const std::vector<TlsCipherSuite> SUITES{
        {0x1302, "TLS_AES_256_GCM_SHA384",                        V::TLS_1_3, V::TLS_1_3, K::ANY,   S::ANY,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, nullptr},
        {0x1303, "TLS_CHACHA20_POLY1305_SHA256",                  V::TLS_1_3, V::TLS_1_3, K::ANY,   S::ANY,   C::NONE,             A::CHACHA20_POLY1305, H::NONE,   H::SHA256, false, nullptr},
        {0x1301, "TLS_AES_128_GCM_SHA256",                        V::TLS_1_3, V::TLS_1_3, K::ANY,   S::ANY,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, nullptr},
        {0x1304, "TLS_AES_128_CCM_SHA256",                        V::TLS_1_3, V::TLS_1_3, K::ANY,   S::ANY,   C::NONE,             A::AES_128_CCM,       H::NONE,   H::SHA256, false, nullptr},
        {0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",       V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::ECDSA, C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, nullptr},
        {0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",         V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::RSA,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, nullptr},
        {0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::RSA,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, nullptr},
        {0x00a3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::DSS,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "DSA"},
        {0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::ECDSA, C::NONE,             A::CHACHA20_POLY1305, H::NONE,   H::SHA256, false, nullptr},
        {0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",   V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::RSA,   C::NONE,             A::CHACHA20_POLY1305, H::NONE,   H::SHA256, false, nullptr},
        {0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",     V::TLS_1_2, V::TLS_1_2, K::DHE,   S::RSA,   C::NONE,             A::CHACHA20_POLY1305, H::NONE,   H::SHA256, false, nullptr},
        {0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",       V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::ECDSA, C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, nullptr},
        {0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",         V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::RSA,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, nullptr},
        {0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::RSA,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, nullptr},
        {0x00a2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::DSS,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "DSA"},
        {0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",       V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::ECDSA, C::AES_256_CBC,      A::NONE,              H::SHA384, H::SHA384, false, nullptr},
        {0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",         V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA384, H::SHA384, false, nullptr},
        {0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0x006a, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::DSS,   C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "DSA"},
        {0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::ECDSA, C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",            V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "DSA"},
        {0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0087, "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "DSA"},
        {0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",       V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::ECDSA, C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",         V::TLS_1_2, V::TLS_1_2, K::ECDHE, S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0x0040, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::DSS,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "DSA"},
        {0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::ECDSA, C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",            V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "DSA"},
        {0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0044, "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "DSA"},
        {0x009a, "TLS_DHE_RSA_WITH_SEED_CBC_SHA",                 V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0099, "TLS_DHE_DSS_WITH_SEED_CBC_SHA",                 V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, "DSA"},
        {0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384",               V::TLS_1_2, V::TLS_1_2, K::RSA,   S::RSA,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, nullptr},
        {0x1305, "TLS_AES_128_CCM_8_SHA256",                      V::TLS_1_3, V::TLS_1_3, K::ANY,   S::ANY,   C::NONE,             A::AES_128_CCM_8,     H::NONE,   H::SHA256, false, "64-bit tags"},
        {0xc02e, "TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384",        V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::ECDSA, C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "fixed keys"},
        {0xc032, "TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384",          V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::RSA,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "fixed keys"},
        {0x00a1, "TLS_DH_RSA_WITH_AES_256_GCM_SHA384",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::RSA,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "fixed keys"},
        {0x00a5, "TLS_DH_DSS_WITH_AES_256_GCM_SHA384",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::DSS,   C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "fixed keys"},
        {0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256",               V::TLS_1_2, V::TLS_1_2, K::RSA,   S::RSA,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, nullptr},
        {0xc02d, "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256",        V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::ECDSA, C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "fixed keys"},
        {0xc031, "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256",          V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::RSA,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "fixed keys"},
        {0x00a0, "TLS_DH_RSA_WITH_AES_128_GCM_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::RSA,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "fixed keys"},
        {0x00a4, "TLS_DH_DSS_WITH_AES_128_GCM_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::DSS,   C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "fixed keys"},
        {0xc026, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384",        V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::ECDSA, C::AES_256_CBC,      A::NONE,              H::SHA384, H::SHA384, false, "fixed keys"},
        {0xc02a, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384",          V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA384, H::SHA384, false, "fixed keys"},
        {0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256",               V::TLS_1_2, V::TLS_1_2, K::RSA,   S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0x0069, "TLS_DH_RSA_WITH_AES_256_CBC_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0x0068, "TLS_DH_DSS_WITH_AES_256_CBC_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::DSS,   C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA",                  V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0xc005, "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA",           V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::ECDSA, C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0xc00f, "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA",             V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0037, "TLS_DH_RSA_WITH_AES_256_CBC_SHA",               V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0036, "TLS_DH_DSS_WITH_AES_256_CBC_SHA",               V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA",             V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0086, "TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA",          V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0085, "TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA",          V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256",               V::TLS_1_2, V::TLS_1_2, K::RSA,   S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, nullptr},
        {0xc025, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256",        V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::ECDSA, C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0xc029, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256",          V::TLS_1_2, V::TLS_1_2, K::ECDH,  S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0x003f, "TLS_DH_RSA_WITH_AES_128_CBC_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0x003e, "TLS_DH_DSS_WITH_AES_128_CBC_SHA256",            V::TLS_1_2, V::TLS_1_2, K::DH,    S::DSS,   C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "fixed keys"},
        {0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA",                  V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0xc004, "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA",           V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::ECDSA, C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0xc00e, "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA",             V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0031, "TLS_DH_RSA_WITH_AES_128_CBC_SHA",               V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0030, "TLS_DH_DSS_WITH_AES_128_CBC_SHA",               V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA",             V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0043, "TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA",          V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0042, "TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA",          V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0096, "TLS_RSA_WITH_SEED_CBC_SHA",                     V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, nullptr},
        {0x0098, "TLS_DH_RSA_WITH_SEED_CBC_SHA",                  V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0x0097, "TLS_DH_DSS_WITH_SEED_CBC_SHA",                  V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, "fixed keys"},
        {0xc008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",         V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::ECDSA, C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",           V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA",             V::SSL_3_0, V::TLS_1_2, K::DHE,   S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0x0013, "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA",             V::SSL_3_0, V::TLS_1_2, K::DHE,   S::DSS,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA",                 V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0xc003, "TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::ECDSA, C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0xc00d, "TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA",            V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0x0010, "TLS_DH_RSA_WITH_3DES_EDE_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DH,    S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0x000d, "TLS_DH_DSS_WITH_3DES_EDE_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DH,    S::DSS,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "64-bit blocks"},
        {0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",              V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::ECDSA, C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "RC4 is biased"},
        {0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA",                V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::RSA,   C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "RC4 is biased"},
        {0x0005, "TLS_RSA_WITH_RC4_128_SHA",                      V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "RC4 is biased"},
        {0xc002, "TLS_ECDH_ECDSA_WITH_RC4_128_SHA",               V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::ECDSA, C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "RC4 is biased"},
        {0xc00c, "TLS_ECDH_RSA_WITH_RC4_128_SHA",                 V::TLS_1_0, V::TLS_1_2, K::ECDH,  S::RSA,   C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "RC4 is biased"},
        {0x0004, "TLS_RSA_WITH_RC4_128_MD5",                      V::SSL_3_0, V::TLS_1_2, K::RSA,   S::RSA,   C::RC4_128,          A::NONE,              H::MD5,    H::SHA256, false, "RC4 is biased"},
        {0x0015, "TLS_DHE_RSA_WITH_DES_CBC_SHA",                  V::SSL_3_0, V::TLS_1_1, K::DHE,   S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "56-bit keys"},
        {0x0012, "TLS_DHE_DSS_WITH_DES_CBC_SHA",                  V::SSL_3_0, V::TLS_1_1, K::DHE,   S::DSS,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "56-bit keys"},
        {0x0009, "TLS_RSA_WITH_DES_CBC_SHA",                      V::SSL_3_0, V::TLS_1_1, K::RSA,   S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "56-bit keys"},
        {0x000f, "TLS_DH_RSA_WITH_DES_CBC_SHA",                   V::SSL_3_0, V::TLS_1_1, K::DH,    S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "56-bit keys"},
        {0x000c, "TLS_DH_DSS_WITH_DES_CBC_SHA",                   V::SSL_3_0, V::TLS_1_1, K::DH,    S::DSS,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "56-bit keys"},
        {0x00a7, "TLS_DH_anon_WITH_AES_256_GCM_SHA384",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::NONE,  C::NONE,             A::AES_256_GCM,       H::NONE,   H::SHA384, false, "no authentication"},
        {0x00a6, "TLS_DH_anon_WITH_AES_128_GCM_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::NONE,  C::NONE,             A::AES_128_GCM,       H::NONE,   H::SHA256, false, "no authentication"},
        {0x006d, "TLS_DH_anon_WITH_AES_256_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::NONE,  C::AES_256_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "no authentication"},
        {0xc019, "TLS_ECDH_anon_WITH_AES_256_CBC_SHA",            V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::NONE,  C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x003a, "TLS_DH_anon_WITH_AES_256_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x0089, "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::CAMELLIA_256_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x006c, "TLS_DH_anon_WITH_AES_128_CBC_SHA256",           V::TLS_1_2, V::TLS_1_2, K::DHE,   S::NONE,  C::AES_128_CBC,      A::NONE,              H::SHA256, H::SHA256, false, "no authentication"},
        {0xc018, "TLS_ECDH_anon_WITH_AES_128_CBC_SHA",            V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::NONE,  C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x0034, "TLS_DH_anon_WITH_AES_128_CBC_SHA",              V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x0046, "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA",         V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::CAMELLIA_128_CBC, A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x009b, "TLS_DH_anon_WITH_SEED_CBC_SHA",                 V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::SEED_CBC,         A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0xc017, "TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA",           V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::NONE,  C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x001b, "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA",             V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0xc016, "TLS_ECDH_anon_WITH_RC4_128_SHA",                V::TLS_1_0, V::TLS_1_2, K::ECDHE, S::NONE,  C::RC4_128,          A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x0018, "TLS_DH_anon_WITH_RC4_128_MD5",                  V::SSL_3_0, V::TLS_1_2, K::DHE,   S::NONE,  C::RC4_128,          A::NONE,              H::MD5,    H::SHA256, false, "no authentication"},
        {0x001a, "TLS_DH_anon_WITH_DES_CBC_SHA",                  V::SSL_3_0, V::TLS_1_1, K::DHE,   S::NONE,  C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, false, "no authentication"},
        {0x0014, "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",         V::SSL_3_0, V::TLS_1_0, K::DHE,   S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x0011, "TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA",         V::SSL_3_0, V::TLS_1_0, K::DHE,   S::DSS,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x0008, "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA",             V::SSL_3_0, V::TLS_1_0, K::RSA,   S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x000e, "TLS_DH_RSA_EXPORT_WITH_DES40_CBC_SHA",          V::SSL_3_0, V::TLS_1_0, K::DH,    S::RSA,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x000b, "TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA",          V::SSL_3_0, V::TLS_1_0, K::DH,    S::DSS,   C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x0019, "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA",         V::SSL_3_0, V::TLS_1_0, K::DHE,   S::NONE,  C::DES_CBC,          A::NONE,              H::SHA1,   H::SHA256, true,  "export keys"},
        {0x0006, "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5",            V::SSL_3_0, V::TLS_1_0, K::RSA,   S::RSA,   C::RC2_CBC,          A::NONE,              H::MD5,    H::SHA256, true,  "export keys"},
        {0x0003, "TLS_RSA_EXPORT_WITH_RC4_40_MD5",                V::SSL_3_0, V::TLS_1_0, K::RSA,   S::RSA,   C::RC4_128,          A::NONE,              H::MD5,    H::SHA256, true,  "export keys"},
        {0x0017, "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5",            V::SSL_3_0, V::TLS_1_0, K::DHE,   S::NONE,  C::RC4_128,          A::NONE,              H::MD5,    H::SHA256, true,  "export keys"},
        {0xc022, "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::SRP,   S::DSS,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
        {0xc021, "TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::SRP,   S::RSA,   C::AES_256_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
        {0xc01f, "TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::SRP,   S::DSS,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
        {0xc01e, "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA",          V::TLS_1_0, V::TLS_1_2, K::SRP,   S::RSA,   C::AES_128_CBC,      A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
        {0xc01c, "TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA",         V::TLS_1_0, V::TLS_1_2, K::SRP,   S::DSS,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
        {0xc01b, "TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA",         V::TLS_1_0, V::TLS_1_2, K::SRP,   S::RSA,   C::TRIPLE_DES_CBC,   A::NONE,              H::SHA1,   H::SHA256, false, "not negotiable"},
    };
    // clang-format on
    return SUITES;
}

std::optional<PublicKeyType>
ServerKeyType(const TlsCipherSuite& suite)
{
    switch (suite.keyExchange)
    {
    case TlsKeyExchange::DH:
        return PublicKeyType::DH;
    case TlsKeyExchange::ECDH:
        return PublicKeyType::ECDSA;
    case TlsKeyExchange::SRP:
    case TlsKeyExchange::ANY:
        return std::nullopt;
    case TlsKeyExchange::RSA:
    case TlsKeyExchange::DHE:
    case TlsKeyExchange::ECDHE:
        break;
    }
    switch (suite.authentication)
    {
    case TlsAuthentication::RSA:
        return PublicKeyType::RSA;
    case TlsAuthentication::DSS:
        return PublicKeyType::DSA;
    case TlsAuthentication::ECDSA:
        return PublicKeyType::ECDSA;
    case TlsAuthentication::NONE:
    case TlsAuthentication::ANY:
        break;
    }
    return std::nullopt;
}

bool
HasSignedKeyExchange(const TlsCipherSuite& suite)
{
    const bool isEphemeral =
        suite.keyExchange == TlsKeyExchange::DHE || suite.keyExchange == TlsKeyExchange::ECDHE;
    return isEphemeral && suite.authentication != TlsAuthentication::NONE;
}

const TlsCipherSuite*
FindCipherSuite(uint16_t id)
{
    for (const TlsCipherSuite& suite : GetCipherSuites())
    {
        if (suite.id == id)
        {
            return &suite;
        }
    }
    return nullptr;
}

const TlsCipherSuite*
FindCipherSuite(std::string_view name)
{
    for (const TlsCipherSuite& suite : GetCipherSuites())
    {
        if (name == suite.ianaName)
        {
            return &suite;
        }
    }
    return nullptr;
}

} // namespace tls
} // namespace ns3
