/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "spdy-dictionary.h"

#include <string>

namespace ns3
{
namespace spdy
{

namespace
{

/// The text of SPDY/2; the terminating NUL of the literal belongs to the dictionary.
const char DICTIONARY_2[] =
    "optionsgetheadpostputdeletetraceacceptaccept-charsetaccept-encodingaccept-lang"
    "uageauthorizationexpectfromhostif-modified-sinceif-matchif-none-matchif-rangei"
    "f-unmodifiedsincemax-forwardsproxy-authorizationrangerefererteuser-agent100101"
    "200201202203204205206300301302303304305306307400401402403404405406407408409410"
    "411412413414415416417500501502503504505accept-rangesageetaglocationproxy-authe"
    "nticatepublicretry-afterservervarywarningwww-authenticateallowcontent-basecont"
    "ent-encodingcache-controlconnectiondatetrailertransfer-encodingupgradeviawarni"
    "ngcontent-languagecontent-lengthcontent-locationcontent-md5content-rangeconten"
    "t-typeetagexpireslast-modifiedset-cookieMondayTuesdayWednesdayThursdayFridaySa"
    "turdaySundayJanFebMarAprMayJunJulAugSepOctNovDecchunkedtext/htmlimage/pngimage"
    "/jpgimage/gifapplication/xmlapplication/xhtmltext/plainpublicmax-agecharset=is"
    "o-8859-1utf-8gzipdeflateHTTP/1.1statusversionurl";

/// SPDY/3 begins with these words, each after its length in 32 bits.
const std::string_view DICTIONARY_3_WORDS[] = {
    "options",
    "head",
    "post",
    "put",
    "delete",
    "trace",
    "accept",
    "accept-charset",
    "accept-encoding",
    "accept-language",
    "accept-ranges",
    "age",
    "allow",
    "authorization",
    "cache-control",
    "connection",
    "content-base",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-md5",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expect",
    "expires",
    "from",
    "host",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "if-range",
    "if-unmodified-since",
    "last-modified",
    "location",
    "max-forwards",
    "pragma",
    "proxy-authenticate",
    "proxy-authorization",
    "range",
    "referer",
    "retry-after",
    "server",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "vary",
    "via",
    "warning",
    "www-authenticate",
    "method",
    "get",
    "status",
    "200 OK",
    "version",
    "HTTP/1.1",
    "url",
    "public",
    "set-cookie",
    "keep-alive",
    "origin",
};

/// What follows the words.
const std::string_view DICTIONARY_3_TAIL =
    "100101201202205206300302303304305306307402405406407408409410411412413414415416"
    "417502504505203 Non-Authoritative Information204 No Content301 Moved Permanent"
    "ly400 Bad Request401 Unauthorized403 Forbidden404 Not Found500 Internal Server"
    " Error501 Not Implemented503 Service UnavailableJan Feb Mar Apr May Jun Jul Au"
    "g Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMTchunked,text"
    "/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text"
    "/plain,text/javascript,publicprivatemax-age=gzip,deflate,sdchcharset=utf-8char"
    "set=iso-8859-1,utf-,*,enq=0.";

std::string
MakeDictionary3()
{
    std::string dictionary;
    for (const std::string_view word : DICTIONARY_3_WORDS)
    {
        // No word reaches 256 octets.
        dictionary.append(3, '\0');
        dictionary += static_cast<char>(word.size());
        dictionary += word;
    }
    dictionary += DICTIONARY_3_TAIL;
    return dictionary;
}

} // namespace

std::string_view
GetSpdyDictionary2()
{
    return {DICTIONARY_2, sizeof(DICTIONARY_2)};
}

std::string_view
GetSpdyDictionary3()
{
    static const std::string DICTIONARY_3 = MakeDictionary3();
    return DICTIONARY_3;
}

} // namespace spdy
} // namespace ns3
