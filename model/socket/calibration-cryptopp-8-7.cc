/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "crypto-calibration-texts.h"

namespace ns3
{

// clang-format off
const char CALIBRATION_CRYPTOPP_8_7[] = R"(
# Crypto++ 8.7 of Debian 12 on one core of an AMD EPYC of 2022 (Zen 4), by ./tls-spdy calibrate:
# of each operation the fastest of four runs with nothing else running.
# operation   algorithm         bits  per-call-ns  per-byte-ns spread%
hash          md5                  0          123       1.4392     0.1
hash-update   md5                  0           18       1.4389     0.2
hmac          md5                  0          668       1.4401     0.1
hash          sha1                 0           79       0.5200     0.8
hash-update   sha1                 0           18       0.5192     0.1
hmac          sha1                 0          439       0.5205     0.1
hash          sha256               0           83       0.5503     0.1
hash-update   sha256               0           18       0.5501     0.4
hmac          sha256               0          448       0.5507     0.3
hash          sha384               0          282       1.7229     0.2
hash-update   sha384               0           20       1.7215     0.2
hmac          sha384               0         1389       1.7298     0.1
hash          sha512               0          282       1.7241     0.2
hash-update   sha512               0           20       1.7210     0.2
hmac          sha512               0         1395       1.7311     0.2
hash          md5-sha1             0          182       1.9581     0.1
hash-update   md5-sha1             0           24       1.9572     0.1
compress      deflate              0          798       3.4344     0.1
decompress    deflate              0          220       2.7172     0.2
seal          aes-gcm            128          177       0.2518     0.1
open          aes-gcm            128          159       0.2550     0.1
seal          aes-gcm            256          181       0.2906     0.1
open          aes-gcm            256          159       0.2957     0.2
seal          aes-ccm            128          191       0.9848     0.8
open          aes-ccm            128          173       0.9878     0.2
seal          chacha20-poly1305  256          591       1.3028     0.1
open          chacha20-poly1305  256          458       1.3461     0.1
encrypt       aes-cbc            128           23       0.8679     0.3
decrypt       aes-cbc            128           33       0.0936     0.4
encrypt       aes-cbc            256           18       1.1415     0.1
decrypt       aes-cbc            256           35       0.1343     0.2
encrypt       camellia-cbc       128           24       5.8372     0.1
decrypt       camellia-cbc       128           26       5.5245     0.1
encrypt       camellia-cbc       256           26       7.5350     0.1
decrypt       camellia-cbc       256           26       7.2297     0.1
encrypt       seed-cbc           128           19      14.0021     0.1
decrypt       seed-cbc           128           24      13.3138     0.2
encrypt       3des-cbc           192           24      28.2960     0.1
decrypt       3des-cbc           192           30      27.5126     0.2
encrypt       des-cbc             64           22      11.0055     0.2
decrypt       des-cbc             64           27      10.0067     0.0
encrypt       rc2-cbc            128           19      15.9586     0.1
decrypt       rc2-cbc            128           28       5.8605     0.2
encrypt       rc4                128           15       1.6892     0.1
random        none                 0         3133       2.5596     0.2
generate-key  dh                 512        26636       0.0000     0.5
agree         dh                 512        23012       0.0000     0.1
generate-key  dh                 768        65947       0.0000     0.1
agree         dh                 768        63436       0.0000     0.2
generate-key  dh                1024        67248       0.0000     0.1
agree         dh                1024        64863       0.0000     0.3
generate-key  dh                1536       275133       0.0000     0.1
agree         dh                1536       270398       0.0000     0.5
generate-key  dh                2048       315398       0.0000     0.1
agree         dh                2048       313039       0.0000     0.1
generate-key  dh                3072      1192969       0.0000     0.0
agree         dh                3072      1183719       0.0000     0.4
generate-key  dh                4096      1357781       0.0000     1.2
agree         dh                4096      1326906       0.0000     0.1
generate-key  ecdh-binary        163      2985250       0.0000     0.3
agree         ecdh-binary        163     12372500       0.0000     0.2
generate-key  ecdh-binary        193       497484       0.0000     0.2
agree         ecdh-binary        193      1780250       0.0000     0.7
generate-key  ecdh-binary        233       282453       0.0000     0.2
agree         ecdh-binary        233       906500       0.0000     0.2
generate-key  ecdh-binary        239       704844       0.0000     0.4
agree         ecdh-binary        239      2635375       0.0000     0.4
generate-key  ecdh-binary        283     12790500       0.0000     0.9
agree         ecdh-binary        283     53227000       0.0000     0.3
generate-key  ecdh-binary        409      2169688       0.0000     0.3
agree         ecdh-binary        409      8532000       0.0000     0.4
generate-key  ecdh-binary        571    109000000       0.0000     0.6
agree         ecdh-binary        571    447021000       0.0000     0.2
generate-key  ecdh               160        34719       0.0000     1.2
agree         ecdh               160       172320       0.0000     0.2
generate-key  ecdh               192        36415       0.0000     0.1
agree         ecdh               192       200859       0.0000     1.0
generate-key  ecdh               224        45992       0.0000     0.2
agree         ecdh               224       255641       0.0000     0.5
generate-key  ecdh               256        46990       0.0000     0.1
agree         ecdh               256       329500       0.0000     0.1
generate-key  ecdh               384       126977       0.0000     0.1
agree         ecdh               384       804031       0.0000     0.5
generate-key  ecdh               521       484969       0.0000     0.3
agree         ecdh               521      2857625       0.0000     0.6
generate-key  x25519               0        48100       0.0000     0.2
agree         x25519               0        44693       0.0000     0.1
generate-key  dh                6144      5083000       0.0000     0.2
agree         dh                6144      5053125       0.0000     0.1
generate-key  dh                8192      5651000       0.0000     0.1
agree         dh                8192      5608000       0.0000     0.1
sign          rsa                512        34463       0.0000     0.2
verify        rsa                512         5571       0.0000     0.2
rsa-encrypt   rsa                512         8620       0.0000     0.3
rsa-decrypt   rsa                512        34602       0.0000     1.1
sign          rsa               1024       129004       0.0000     0.4
verify        rsa               1024        11515       0.0000     0.1
rsa-encrypt   rsa               1024        15002       0.0000     0.2
rsa-decrypt   rsa               1024       129586       0.0000     0.1
sign          rsa               2048       713062       0.0000     0.2
verify        rsa               2048        31004       0.0000     0.4
rsa-encrypt   rsa               2048        35553       0.0000     0.2
rsa-decrypt   rsa               2048       712844       0.0000     0.1
sign          rsa               3072      3906500       0.0000     0.2
verify        rsa               3072        85273       0.0000     0.3
rsa-encrypt   rsa               3072        90656       0.0000     0.2
rsa-decrypt   rsa               3072      3892375       0.0000     0.1
sign          rsa               4096      5065625       0.0000     0.1
verify        rsa               4096        88668       0.0000     0.1
rsa-encrypt   rsa               4096        95328       0.0000     0.2
rsa-decrypt   rsa               4096      5065625       0.0000     0.0
sign          dsa               1024        72473       0.0000     0.3
verify        dsa               1024        74611       0.0000     0.2
sign          dsa               2048       318312       0.0000     0.1
verify        dsa               2048       350141       0.0000     0.1
sign          dsa               3072      1153125       0.0000     0.4
verify        dsa               3072      1314188       0.0000     0.1
sign          ed25519              0        15081       0.0000     0.1
verify        ed25519              0        41759       0.0000     0.1
sign          ecdsa-binary       163      2951000       0.0000     0.7
verify        ecdsa-binary       163     14997500       0.0000     0.3
sign          ecdsa-binary       193       503672       0.0000     0.3
verify        ecdsa-binary       193      2276250       0.0000     0.2
sign          ecdsa-binary       233       289891       0.0000     0.3
verify        ecdsa-binary       233      1198875       0.0000     0.0
sign          ecdsa-binary       239       717500       0.0000     0.3
verify        ecdsa-binary       239      3350750       0.0000     0.2
sign          ecdsa-binary       283     12787000       0.0000     1.3
verify        ecdsa-binary       283     66377000       0.0000     0.1
sign          ecdsa-binary       409      2181938       0.0000     0.2
verify        ecdsa-binary       409     10731500       0.0000     0.1
sign          ecdsa-binary       571    107847000       0.0000     1.9
verify        ecdsa-binary       571    556304000       0.0000     0.3
sign          ecdsa              160        40488       0.0000     1.8
verify        ecdsa              160       194672       0.0000     2.4
sign          ecdsa              192        42409       0.0000     0.4
verify        ecdsa              192       242391       0.0000     2.4
sign          ecdsa              224        52371       0.0000     0.4
verify        ecdsa              224       299656       0.0000     0.4
sign          ecdsa              256        54547       0.0000     0.1
verify        ecdsa              256       406266       0.0000     1.1
sign          ecdsa              384       140020       0.0000     0.4
verify        ecdsa              384       976719       0.0000     0.1
sign          ecdsa              521       504750       0.0000     0.3
verify        ecdsa              521      3362375       0.0000     0.3
)";
// clang-format on

} // namespace ns3
