/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_EARLY_PAGE_H
#define WEB_EARLY_PAGE_H

#include "web-page.h"

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{

/// What the metrics leave open about the page; the defaults are those that doc/tls-spdy.rst fits.
struct EarlyWebShape
{
    uint32_t depth{6};                //!< scripts that hold up what follows them, 0 to 7
    Time thinkTime{MilliSeconds(55)}; //!< of the servers, for every object
};

/**
 * The average page of Google's web metrics of May 2010: a document of 37 KB, 29 images of 7.0 KB, 7
 * scripts of 8.2 KB and 3 style sheets of 5.8 KB, on 7 hosts. Browsers of the time send cookies,
 * which brings requests to 700 to 800 octets.
 *
 * The metrics do not say what waits for what. Here the document names style sheets and scripts in
 * its head, images and advertisements in its text, and a script that counts visits at its foot;
 * each style sheet names a background image, and the scripts of advertisements name images and a
 * further script. The first `depth` scripts hold up all of the document that stands after them, as
 * scripts did in browsers that did not look ahead.
 * @param shape what the metrics leave open
 * @return the page, named early-web
 */
WebPage MakeEarlyWebPage(const EarlyWebShape& shape = {});

} // namespace ns3

#endif /* WEB_EARLY_PAGE_H */
