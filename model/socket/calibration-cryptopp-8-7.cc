/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_CRYPTOPP_8_7[] = R"(
# Crypto++ 8.7 of Debian 12 on one core of an AMD EPYC of 2022 (Zen 4), by ./tls-spdy calibrate.
# operation   algorithm         bits  per-call-ns  per-byte-ns spread%
hash          md5                  0          182       1.4905     2.1
hash-update   md5                  0           33       1.4607     5.2
hmac          md5                  0          685       1.4526     1.1
hash          sha1                 0           85       0.5333     2.8
hash-update   sha1                 0           23       0.5257     5.3
hmac          sha1                 0          490       0.5428     5.4
hash          sha256               0          111       0.5593     4.5
hash-update   sha256               0           22       0.5882     8.1
hmac          sha256               0          598       0.5571     2.3
hash          sha384               0          299       2.4502    10.5
hash-update   sha384               0           35       1.9883    11.2
hmac          sha384               0         1425       1.7529    10.0
hash          sha512               0          294       2.1005     7.9
hash-update   sha512               0           24       1.7582    12.4
hmac          sha512               0         1537       2.4651    11.7
hash          md5-sha1             0          221       1.9964    11.7
hash-update   md5-sha1             0           25       1.9950     1.6
compress      deflate              0          840       3.7286     5.6
decompress    deflate              0          228       2.8228     2.4
seal          aes-gcm            128          186       0.2601     5.2
open          aes-gcm            128          188       0.2619    11.6
seal          aes-gcm            256          207       0.3461    12.0
open          aes-gcm            256          161       0.3135     9.8
seal          chacha20-poly1305  256          702       1.3524     6.9
open          chacha20-poly1305  256          508       1.4009     9.9
encrypt       aes-cbc            128           49       0.8911    23.2
decrypt       aes-cbc            128           38       0.0973     7.6
encrypt       aes-cbc            256           19       1.1727     3.3
decrypt       aes-cbc            256           36       0.1364     7.9
encrypt       camellia-cbc       128           26       5.9403     1.0
decrypt       camellia-cbc       128           29       5.6788     2.2
encrypt       camellia-cbc       256           24       7.7524     1.3
decrypt       camellia-cbc       256           28       7.3139     0.3
encrypt       seed-cbc           128           20      14.1933     0.5
decrypt       seed-cbc           128           31      13.6099     2.9
encrypt       3des-cbc           192           14      29.4696     1.7
decrypt       3des-cbc           192           53      28.3266     4.4
encrypt       des-cbc             64           22      11.1528     2.7
decrypt       des-cbc             64           44      10.2321     6.1
encrypt       rc2-cbc            128           21      16.1301     2.4
decrypt       rc2-cbc            128            3       7.7174     9.5
encrypt       rc4                128           15       1.7249     0.8
random        none                 0         3216       2.5879     2.0
generate-key  dh                 512        28318       0.0000     1.7
agree         dh                 512        23998       0.0000     0.3
generate-key  dh                 768        69504       0.0000     0.2
agree         dh                 768        65258       0.0000     0.7
generate-key  dh                1024        69754       0.0000     0.3
agree         dh                1024        69840       0.0000     5.6
generate-key  dh                1536       287438       0.0000     3.1
agree         dh                1536       286844       0.0000     1.1
generate-key  dh                2048       430719       0.0000     0.3
agree         dh                2048       324953       0.0000     0.5
generate-key  dh                3072      1283750       0.0000    10.1
agree         dh                3072      1543375       0.0000    10.9
generate-key  dh                4096      1469750       0.0000     5.4
agree         dh                4096      1400875       0.0000     5.4
generate-key  ecdh-binary        163      3163000       0.0000     6.4
agree         ecdh-binary        163     12357000       0.0000     3.2
generate-key  ecdh-binary        193       515312       0.0000     0.3
agree         ecdh-binary        193      1845000       0.0000     6.1
generate-key  ecdh-binary        233       397531       0.0000     2.5
agree         ecdh-binary        233       941625       0.0000    13.3
generate-key  ecdh-binary        239       735625       0.0000     0.6
agree         ecdh-binary        239      2789250       0.0000     0.7
generate-key  ecdh-binary        283     13112000       0.0000     4.4
agree         ecdh-binary        283     59479000       0.0000     2.8
generate-key  ecdh-binary        409      2263875       0.0000     0.3
agree         ecdh-binary        409      8756000       0.0000     0.3
generate-key  ecdh-binary        571    112022000       0.0000     9.0
agree         ecdh-binary        571    466911000       0.0000     4.1
generate-key  ecdh               160       150617       0.0000     0.8
agree         ecdh               160       185547       0.0000     1.8
generate-key  ecdh               192       177219       0.0000     0.3
agree         ecdh               192       219188       0.0000     0.4
generate-key  ecdh               224       400094       0.0000     8.3
agree         ecdh               224       275000       0.0000     0.5
generate-key  ecdh               256       339906       0.0000     0.8
agree         ecdh               256       392062       0.0000     2.8
generate-key  ecdh               384       671938       0.0000     1.5
agree         ecdh               384       835188       0.0000     0.9
generate-key  ecdh               521      2187625       0.0000     0.5
agree         ecdh               521      2943750       0.0000     0.6
generate-key  x25519               0        49027       0.0000     0.4
agree         x25519               0        45086       0.0000     0.2
sign          rsa                512        62730       0.0000     0.3
verify        rsa                512         5594       0.0000     0.4
rsa-encrypt   rsa                512         8686       0.0000     0.3
rsa-decrypt   rsa                512        63570       0.0000     0.6
sign          rsa               1024       194953       0.0000     0.6
verify        rsa               1024        11640       0.0000     0.3
rsa-encrypt   rsa               1024        15418       0.0000     0.3
rsa-decrypt   rsa               1024       198656       0.0000     1.0
sign          rsa               2048       919812       0.0000     0.8
verify        rsa               2048        32234       0.0000     0.9
rsa-encrypt   rsa               2048        38189       0.0000     3.7
rsa-decrypt   rsa               2048       987500       0.0000     0.9
sign          rsa               3072      4658750       0.0000     2.4
verify        rsa               3072        87359       0.0000     0.2
rsa-encrypt   rsa               3072        93172       0.0000     0.9
rsa-decrypt   rsa               3072      4472000       0.0000     0.6
sign          rsa               4096      5790500       0.0000     0.4
verify        rsa               4096        90430       0.0000     0.2
rsa-encrypt   rsa               4096        99156       0.0000     0.6
rsa-decrypt   rsa               4096      5851000       0.0000     0.4
sign          dsa               1024        81527       0.0000    10.7
verify        dsa               1024        77457       0.0000     0.2
sign          dsa               2048       329172       0.0000     0.3
verify        dsa               2048       363219       0.0000     0.5
sign          dsa               3072      1336875       0.0000     2.8
verify        dsa               3072      1330188       0.0000     0.5
sign          ecdsa-binary       163      3114750       0.0000     1.4
verify        ecdsa-binary       163     15510000       0.0000     0.5
sign          ecdsa-binary       193       526094       0.0000     0.4
verify        ecdsa-binary       193      2394250       0.0000     0.2
sign          ecdsa-binary       233       302984       0.0000     0.2
verify        ecdsa-binary       233      1253438       0.0000     0.5
sign          ecdsa-binary       239       752562       0.0000     0.9
verify        ecdsa-binary       239      3486000       0.0000     9.0
sign          ecdsa-binary       283     13042000       0.0000     2.1
verify        ecdsa-binary       283     66398000       0.0000     0.4
sign          ecdsa-binary       409      2332000       0.0000     1.6
verify        ecdsa-binary       409     11054000       0.0000     0.5
sign          ecdsa-binary       571    108623000       0.0000     1.2
verify        ecdsa-binary       571    658054000       0.0000    14.2
sign          ecdsa              160       162328       0.0000    14.8
verify        ecdsa              160       350594       0.0000     1.5
sign          ecdsa              192       204797       0.0000     3.1
verify        ecdsa              192       495031       0.0000    14.1
sign          ecdsa              224       296312       0.0000     2.5
verify        ecdsa              224       658281       0.0000     8.0
sign          ecdsa              256       357125       0.0000     0.7
verify        ecdsa              256       789312       0.0000     7.7
sign          ecdsa              384       683219       0.0000     0.8
verify        ecdsa              384      1780375       0.0000     6.3
sign          ecdsa              521      2224000       0.0000     0.5
verify        ecdsa              521      5302500       0.0000     3.5
# Measured on another core, against x25519, AES-GCM and the field of 2,048 bits.
sign          ed25519              0        15600            0
verify        ed25519              0        42800            0
seal          aes-ccm            128          186       1.0100
generate-key  dh                6144     15000000            0
agree         dh                6144     15000000            0
generate-key  dh                8192     20500000            0
agree         dh                8192     20500000            0
)";
// clang-format on

} // namespace ns3
