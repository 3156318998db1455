/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_X509_OPENSSL_DATA_H
#define TLS_X509_OPENSSL_DATA_H

namespace ns3
{
namespace tls
{

/// What test/interop/make-certificates.sh made with OpenSSL 3.0; responses are in PEM as well.
namespace openssl
{
/// The root of the others: ECDSA on P-384, SHA-384.
constexpr const char* ROOT = "-----BEGIN CERTIFICATE-----\n"
                             "MIIBrTCCATOgAwIBAgIUAM2TGmeZ/F5tp/zKiNbN6ABrpgQwCgYIKoZIzj0EAwMw\n"
                             "FTETMBEGA1UEAwwKTWl4ZWQgUm9vdDAgFw0yNjExMjExMzI1MjRaGA8yMDUxMDcx\n"
                             "MzEzMjUyNFowFTETMBEGA1UEAwwKTWl4ZWQgUm9vdDB2MBAGByqGSM49AgEGBSuB\n"
                             "BAAiA2IABKASMPjeZXL9rn6t7pU1dM2dRfJo64q0bAzLqmwOgGvMGL8XfYWCq+wG\n"
                             "y12w76rC8HKLUPo9QwV540+oPua6/vZOETbfQSdSdPqzpCLPNJec3N3O1csPDlWH\n"
                             "BDTiVE8qyqNCMEAwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYD\n"
                             "VR0OBBYEFFYp/t4vF20MdRxaqYkaJNy9fqo7MAoGCCqGSM49BAMDA2gAMGUCMQCI\n"
                             "Umc7JNvyJldpGdRWgYYcMXaE+CxnKvw+Htc1whkn52kBLZY1WGSwXFVTZ3PylvEC\n"
                             "MAPvNx/uqsOzFw73+f3m0lgs/ByuAhY0Sf471VbF2SdGD0kXOEsGIs410TkFo8U+\n"
                             "Fw==\n"
                             "-----END CERTIFICATE-----\n";

/// The authority with a DSA key of 1,024 and 224 bits, signed by the root.
constexpr const char* AUTHORITY =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDFDCCApugAwIBAgIUI8X6P48bnLl4izZWFX2RrSAu7F4wCgYIKoZIzj0EAwIw\n"
    "FTETMBEGA1UEAwwKTWl4ZWQgUm9vdDAeFw0yMDAxMDEwMDAwMDBaFw00OTAxMDEw\n"
    "MDAwMDBaMBMxETAPBgNVBAMMCE1peGVkIENBMIIBvzCCATQGByqGSM44BAEwggEn\n"
    "AoGBANrPa6BxCMySGIjypTTFWBtyLIN3ugXf45tD2m+D6Zmq1joEx5vv7sfMCBIS\n"
    "ttpB6J0NJvejUHY/dlSgOB7HB34yziriv2GV62Le4ren7xz0ZKhlj5HIYisS6I+A\n"
    "EYiM575wwHEvqbsOtLOC7PcDks8QbjUDBVyCciLN5lciAZTfAh0A1h+KuXgxq24Y\n"
    "irmgyjvpD6vkeLvKryfk8i4N8QKBgQDMDQIMOSq9ZRG3sT50v1olgU38zm5ZLg1V\n"
    "ileXOm3ArbpQhTyHQdacyY+Yv/ZQBaVVMu0GKmQPdXoxN0tk9UAZJYEoymm3wXBH\n"
    "OA/Q1hMjxGcUG0U9SBowdvZEITXZ1Vdua2spKisxk34hSgqjujBfd02TS2u9o5rv\n"
    "n1ZdpGQe8wOBhAACgYB9t3Jcl4kcKr88B2k7KysVzNO/aP64pnzTi3nA7sfHncZq\n"
    "nxrjU0Be/igHMGgmcJnhbGB3lX0jgo51ssuLoHZan1X+04M54kIYYMwZXvXbIXsq\n"
    "gfCZOf6MXIp2obgrRr03GsasgBwioesgNI65/ILAQQMj61Lc1zaVcvpzXM/e1aNj\n"
    "MGEwDwYDVR0TAQH/BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFBuf\n"
    "abxNY2/Mg66W3Wt2H/lfDt7zMB8GA1UdIwQYMBaAFFYp/t4vF20MdRxaqYkaJNy9\n"
    "fqo7MAoGCCqGSM49BAMCA2cAMGQCMH/VtL6nE+DsEH14NyAS1nDy15ieX4X9AVKt\n"
    "4IczMrjtGClxkAQo10KSVQYqs5HUkwIwS9risLdtRVqkLw42RBKAEW8gLTprjeX3\n"
    "4jeRKcNfDjJmyWDQsiCvlb+sb7l/6cAp\n"
    "-----END CERTIFICATE-----\n";

/// The server with a key on P-256, signed with DSA and SHA-256.
constexpr const char* ECDSA_CERTIFICATE =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBzTCCAXqgAwIBAgIUd7KTHU1b0zE1nnXWtSYO7bkYDIMwCwYJYIZIAWUDBAMC\n"
    "MBMxETAPBgNVBAMMCE1peGVkIENBMB4XDTIwMDEwMTAwMDAwMFoXDTQ5MDEwMTAw\n"
    "MDAwMFowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYI\n"
    "KoZIzj0DAQcDQgAEwIxrmea+k+BoBnW1ljIyp8VIzmdh+CC1IgUb9v7tJVxFfzxi\n"
    "m7HpOPrXJ4sDIOeRImpaz88fLGwS84erUjbeSqOBozCBoDAMBgNVHRMBAf8EAjAA\n"
    "MA4GA1UdDwEB/wQEAwIDiDATBgNVHSUEDDAKBggrBgEFBQcDATArBgNVHREEJDAi\n"
    "gg93d3cuZXhhbXBsZS5jb22CCWxvY2FsaG9zdIcEfwAAATAdBgNVHQ4EFgQU0dB2\n"
    "/JGpuBZ/2Zvbe2yZXt4S7VkwHwYDVR0jBBgwFoAUG59pvE1jb8yDrpbda3Yf+V8O\n"
    "3vMwCwYJYIZIAWUDBAMCA0AAMD0CHQC4MxJcZrCSiLuu5jZ6l3fsAQAezzr9sv5S\n"
    "ayv5AhxaIUvA5sew8VLXUcFkZ6n5niJDmzsK1MBXvRRu\n"
    "-----END CERTIFICATE-----\n";

/// The server with a DSA key.
constexpr const char* DSA_CERTIFICATE =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIDNTCCAuKgAwIBAgIUEuxjZ2GNdPIx1393IIjFB0tz3DQwCwYJYIZIAWUDBAMC\n"
    "MBMxETAPBgNVBAMMCE1peGVkIENBMB4XDTIwMDEwMTAwMDAwMFoXDTQ5MDEwMTAw\n"
    "MDAwMFowGjEYMBYGA1UEAwwPd3d3LmV4YW1wbGUuY29tMIIBvzCCATQGByqGSM44\n"
    "BAEwggEnAoGBANrPa6BxCMySGIjypTTFWBtyLIN3ugXf45tD2m+D6Zmq1joEx5vv\n"
    "7sfMCBISttpB6J0NJvejUHY/dlSgOB7HB34yziriv2GV62Le4ren7xz0ZKhlj5HI\n"
    "YisS6I+AEYiM575wwHEvqbsOtLOC7PcDks8QbjUDBVyCciLN5lciAZTfAh0A1h+K\n"
    "uXgxq24YirmgyjvpD6vkeLvKryfk8i4N8QKBgQDMDQIMOSq9ZRG3sT50v1olgU38\n"
    "zm5ZLg1VileXOm3ArbpQhTyHQdacyY+Yv/ZQBaVVMu0GKmQPdXoxN0tk9UAZJYEo\n"
    "ymm3wXBHOA/Q1hMjxGcUG0U9SBowdvZEITXZ1Vdua2spKisxk34hSgqjujBfd02T\n"
    "S2u9o5rvn1ZdpGQe8wOBhAACgYBUF8Q+tRXdmCs1CrcFYVf/TXNwcNgwDoqW2pAa\n"
    "HKH+nJxpnN17yO0c5HFgseEa+Ici5ZZy0XiTS5CKAbAIlCJmTHjRLyha72sjr9Sz\n"
    "6Ok4wh2C8rfdi1j6ZQPaWr6fJEIl+vCToyeFiN3gDkeU3UaoCN8kxH2DMaECSpPZ\n"
    "qnxV1KOBozCBoDAMBgNVHRMBAf8EAjAAMA4GA1UdDwEB/wQEAwIFoDATBgNVHSUE\n"
    "DDAKBggrBgEFBQcDATArBgNVHREEJDAigg93d3cuZXhhbXBsZS5jb22CCWxvY2Fs\n"
    "aG9zdIcEfwAAATAdBgNVHQ4EFgQUHlxlniQh7rWPSSZ5KuqoQ94iirwwHwYDVR0j\n"
    "BBgwFoAUG59pvE1jb8yDrpbda3Yf+V8O3vMwCwYJYIZIAWUDBAMCA0AAMD0CHQCX\n"
    "vQ5jm6vkEbLcI5ixiXu3K2lu63ZcotiJBy0+AhwOK1b7flmbxe63ykvwJg5t/nE9\n"
    "7gcHEFY9/WYe\n"
    "-----END CERTIFICATE-----\n";

/// The server with a DH key.
constexpr const char* DH_CERTIFICATE =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIChDCCAjKgAwIBAgICEmcwCwYJYIZIAWUDBAMCMBMxETAPBgNVBAMMCE1peGVk\n"
    "IENBMCAXDTI2MTEyMTEzMjUyNloYDzIwNTEwNzEzMTMyNTI2WjAaMRgwFgYDVQQD\n"
    "DA93d3cuZXhhbXBsZS5jb20wggEfMIGVBgkqhkiG9w0BAwEwgYcCgYEApLJJs3V+\n"
    "v+gfYMf1eBZN5UC0nNvyHGAB7SvLJqgUJodMEK+Sst0axFiG5KpYrMHXGYLyuw5i\n"
    "an6J6oiLPDpDWzlN7Qm/zoX6mWNZD7/OXxFX3PT6Zb3Edzgsf02FgrkZozXDt2IU\n"
    "J6D28cWOOqGeaYBQDPyIpOxaFbI1uQ6Ss+8CAQIDgYQAAoGAEZRLSm0ms8pOYAKV\n"
    "Uuo/JP+E1YUrQHug9xo1gUZWzh4AL5dxXMsxTb8f/x5BIaq5fnaLRnnxNVB4Mnz6\n"
    "cJ1HTFYkNIxex1M0GRgP7VlSzQsD3TlhaMIcs1uNwYquuhX7ViM4vfwUT4NdXXUR\n"
    "KoB89M3uUcapyK7RD40INRQd2nSjgaMwgaAwDAYDVR0TAQH/BAIwADAOBgNVHQ8B\n"
    "Af8EBAMCA4gwEwYDVR0lBAwwCgYIKwYBBQUHAwEwKwYDVR0RBCQwIoIPd3d3LmV4\n"
    "YW1wbGUuY29tgglsb2NhbGhvc3SHBH8AAAEwHQYDVR0OBBYEFFvZPkVs3kq0zkQt\n"
    "gftJ99jNhMNZMB8GA1UdIwQYMBaAFBufabxNY2/Mg66W3Wt2H/lfDt7zMAsGCWCG\n"
    "SAFlAwQDAgM/ADA8Ahwo5qgw5Px+qqfpM2vh/JqZivHC05tiw/yennWYAhwxrOT1\n"
    "bsqQCSvjH4IjJKex6qUD7oXZYgPdmK1h\n"
    "-----END CERTIFICATE-----\n";

/// The ECDSA key in SEC 1, with the block that OpenSSL writes before it.
constexpr const char* ECDSA_KEY =
    "-----BEGIN EC PARAMETERS-----\n"
    "BggqhkjOPQMBBw==\n"
    "-----END EC PARAMETERS-----\n"
    "-----BEGIN EC PRIVATE KEY-----\n"
    "MHcCAQEEIFQQx5tstctXWRp0GwC9o68mR8DnbID972TivaFgLGG7oAoGCCqGSM49\n"
    "AwEHoUQDQgAEwIxrmea+k+BoBnW1ljIyp8VIzmdh+CC1IgUb9v7tJVxFfzxim7Hp\n"
    "OPrXJ4sDIOeRImpaz88fLGwS84erUjbeSg==\n"
    "-----END EC PRIVATE KEY-----\n";

/// The DSA key as OpenSSL 1.0 wrote it.
constexpr const char* DSA_KEY = "-----BEGIN DSA PRIVATE KEY-----\n"
                                "MIIBywIBAAKBgQDaz2ugcQjMkhiI8qU0xVgbciyDd7oF3+ObQ9pvg+mZqtY6BMeb\n"
                                "7+7HzAgSErbaQeidDSb3o1B2P3ZUoDgexwd+Ms4q4r9hleti3uK3p+8c9GSoZY+R\n"
                                "yGIrEuiPgBGIjOe+cMBxL6m7DrSzguz3A5LPEG41AwVcgnIizeZXIgGU3wIdANYf\n"
                                "irl4MatuGIq5oMo76Q+r5Hi7yq8n5PIuDfECgYEAzA0CDDkqvWURt7E+dL9aJYFN\n"
                                "/M5uWS4NVYpXlzptwK26UIU8h0HWnMmPmL/2UAWlVTLtBipkD3V6MTdLZPVAGSWB\n"
                                "KMppt8FwRzgP0NYTI8RnFBtFPUgaMHb2RCE12dVXbmtrKSorMZN+IUoKo7owX3dN\n"
                                "k0trvaOa759WXaRkHvMCgYBUF8Q+tRXdmCs1CrcFYVf/TXNwcNgwDoqW2pAaHKH+\n"
                                "nJxpnN17yO0c5HFgseEa+Ici5ZZy0XiTS5CKAbAIlCJmTHjRLyha72sjr9Sz6Ok4\n"
                                "wh2C8rfdi1j6ZQPaWr6fJEIl+vCToyeFiN3gDkeU3UaoCN8kxH2DMaECSpPZqnxV\n"
                                "1AIcQfLpRNi7O+8rCtv2vvkiArJ3wCEE63DRMvJflg==\n"
                                "-----END DSA PRIVATE KEY-----\n";

/// The DH key in PKCS #8.
constexpr const char* DH_KEY = "-----BEGIN PRIVATE KEY-----\n"
                               "MIIBIQIBADCBlQYJKoZIhvcNAQMBMIGHAoGBAKSySbN1fr/oH2DH9XgWTeVAtJzb\n"
                               "8hxgAe0ryyaoFCaHTBCvkrLdGsRYhuSqWKzB1xmC8rsOYmp+ieqIizw6Q1s5Te0J\n"
                               "v86F+pljWQ+/zl8RV9z0+mW9xHc4LH9NhYK5GaM1w7diFCeg9vHFjjqhnmmAUAz8\n"
                               "iKTsWhWyNbkOkrPvAgECBIGDAoGAOJ7aq3tvL99dghApTrQDk53hVdyPKpKgcarr\n"
                               "tgdryq+Dz42IxlWm8rgZHiu4i2k566sM4d0PR6m61IKVE8xST76KyXzH35IE4sOn\n"
                               "Uaag7gUeL3GYsK5THJLB5cnkWc+4Lc9Awbp2s1pe7ZBWVMN4ul8W/j3l7/3kFa6n\n"
                               "snmm6Ic=\n"
                               "-----END PRIVATE KEY-----\n";

/// The group of the DH key.
constexpr const char* DH_PARAMETERS =
    "-----BEGIN DH PARAMETERS-----\n"
    "MIGHAoGBAKSySbN1fr/oH2DH9XgWTeVAtJzb8hxgAe0ryyaoFCaHTBCvkrLdGsRY\n"
    "huSqWKzB1xmC8rsOYmp+ieqIizw6Q1s5Te0Jv86F+pljWQ+/zl8RV9z0+mW9xHc4\n"
    "LH9NhYK5GaM1w7diFCeg9vHFjjqhnmmAUAz8iKTsWhWyNbkOkrPvAgEC\n"
    "-----END DH PARAMETERS-----\n";

/// The response about the ECDSA certificate by the authority.
constexpr const char* OCSP_GOOD =
    "-----BEGIN OCSP RESPONSE-----\n"
    "MIIEMAoBAKCCBCkwggQlBgkrBgEFBQcwAQEEggQWMIIEEjCBoaEVMBMxETAPBgNV\n"
    "BAMMCE1peGVkIENBGA8yMDI2MTEyMTEzMjUyNlowdzB1ME0wCQYFKw4DAhoFAAQU\n"
    "9r6w8pBgJAiG6JCBkCVQ4wSeTvMEFBufabxNY2/Mg66W3Wt2H/lfDt7zAhR3spMd\n"
    "TVvTMTWedda1Jg7tuRgMg4AAGA8yMDI2MTEyMTEzMjUyNlqgERgPMjA1MTA3MTMx\n"
    "MzI1MjZaMAsGCWCGSAFlAwQDAgM/ADA8AhxAWD6WVLUWYdMlAw0VhbgUwXOotjRb\n"
    "8Wl3xAk8AhwXgg3TrNEFZlVR613xkJU+UeUIOs9B0zLdtq7qoIIDHDCCAxgwggMU\n"
    "MIICm6ADAgECAhQjxfo/jxucuXiLNlYVfZGtIC7sXjAKBggqhkjOPQQDAjAVMRMw\n"
    "EQYDVQQDDApNaXhlZCBSb290MB4XDTIwMDEwMTAwMDAwMFoXDTQ5MDEwMTAwMDAw\n"
    "MFowEzERMA8GA1UEAwwITWl4ZWQgQ0EwggG/MIIBNAYHKoZIzjgEATCCAScCgYEA\n"
    "2s9roHEIzJIYiPKlNMVYG3Isg3e6Bd/jm0Pab4PpmarWOgTHm+/ux8wIEhK22kHo\n"
    "nQ0m96NQdj92VKA4HscHfjLOKuK/YZXrYt7it6fvHPRkqGWPkchiKxLoj4ARiIzn\n"
    "vnDAcS+puw60s4Ls9wOSzxBuNQMFXIJyIs3mVyIBlN8CHQDWH4q5eDGrbhiKuaDK\n"
    "O+kPq+R4u8qvJ+TyLg3xAoGBAMwNAgw5Kr1lEbexPnS/WiWBTfzOblkuDVWKV5c6\n"
    "bcCtulCFPIdB1pzJj5i/9lAFpVUy7QYqZA91ejE3S2T1QBklgSjKabfBcEc4D9DW\n"
    "EyPEZxQbRT1IGjB29kQhNdnVV25raykqKzGTfiFKCqO6MF93TZNLa72jmu+fVl2k\n"
    "ZB7zA4GEAAKBgH23clyXiRwqvzwHaTsrKxXM079o/rimfNOLecDux8edxmqfGuNT\n"
    "QF7+KAcwaCZwmeFsYHeVfSOCjnWyy4ugdlqfVf7TgzniQhhgzBle9dsheyqB8Jk5\n"
    "/oxcinahuCtGvTcaxqyAHCKh6yA0jrn8gsBBAyPrUtzXNpVy+nNcz97Vo2MwYTAP\n"
    "BgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQEAwIBBjAdBgNVHQ4EFgQUG59pvE1j\n"
    "b8yDrpbda3Yf+V8O3vMwHwYDVR0jBBgwFoAUVin+3i8XbQx1HFqpiRok3L1+qjsw\n"
    "CgYIKoZIzj0EAwIDZwAwZAIwf9W0vqcT4OwQfXg3IBLWcPLXmJ5fhf0BUq3ghzMy\n"
    "uO0YKXGQBCjXQpJVBiqzkdSTAjBL2uKwt21FWqQvDjZEEoARbyAtOmuN5ffiN5Ep\n"
    "w18OMmbJYNCyIK+Vv6xvuX/pwCk=\n"
    "-----END OCSP RESPONSE-----\n";

/// The response about the DSA certificate by a delegate with an ECDSA key.
constexpr const char* OCSP_REVOKED =
    "-----BEGIN OCSP RESPONSE-----\n"
    "MIIC3goBAKCCAtcwggLTBgkrBgEFBQcwAQEEggLEMIICwDCBu6EcMBoxGDAWBgNV\n"
    "BAMMD01peGVkIFJlc3BvbmRlchgPMjAyNjExMjExMzI1MjZaMIGJMIGGME0wCQYF\n"
    "Kw4DAhoFAAQU9r6w8pBgJAiG6JCBkCVQ4wSeTvMEFBufabxNY2/Mg66W3Wt2H/lf\n"
    "Dt7zAhQS7GNnYY108jHXf3cgiMUHS3PcNKERGA8yMDI2MTEyMTEzMjUyNloYDzIw\n"
    "MjYxMTIxMTMyNTI2WqARGA8yMDUxMDcxMzEzMjUyNlowCgYIKoZIzj0EAwIDSQAw\n"
    "RgIhAM3Ve3khB87AVRocIMPq2mnw3zly37+owtnTOluelvlUAiEA0WAPNu8MNIKt\n"
    "5J3e+G8ZmOkwydVHJuzSEbjcheBXTLugggGnMIIBozCCAZ8wggFLoAMCAQICFB7W\n"
    "/E90vHGDs++Y9fXF7v+R1QlAMAsGCWCGSAFlAwQDAjATMREwDwYDVQQDDAhNaXhl\n"
    "ZCBDQTAeFw0yMDAxMDEwMDAwMDBaFw00OTAxMDEwMDAwMDBaMBoxGDAWBgNVBAMM\n"
    "D01peGVkIFJlc3BvbmRlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABL31UhDs\n"
    "1S4ENFZDSfDhsmZFPoqaj5fmUsdJgXerPCzFILXxYjIHT499h85FLPihxMTy8NE7\n"
    "4y/ITJ9mAhyLbmajdTBzMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMG\n"
    "A1UdJQQMMAoGCCsGAQUFBwMJMB0GA1UdDgQWBBQJqJxoJVlvq/XhKJAt52z2a2cL\n"
    "bTAfBgNVHSMEGDAWgBQbn2m8TWNvzIOult1rdh/5Xw7e8zALBglghkgBZQMEAwID\n"
    "QQAwPgIdAJUvn/At4c3louey4CVK0Z3WDk/Bqd7JAVSiMKoCHQCXU0b5N6bBWEgC\n"
    "8+0Qd/Qz669JaShshONPvP/8\n"
    "-----END OCSP RESPONSE-----\n";

} // namespace openssl
} // namespace tls
} // namespace ns3

#endif /* TLS_X509_OPENSSL_DATA_H */
