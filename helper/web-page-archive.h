/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef WEB_PAGE_ARCHIVE_H
#define WEB_PAGE_ARCHIVE_H

#include "web-page-sweep.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * Writes page loads as an HTTP Archive (HAR 1.2), which browsers and other tools display: one page
 * for each load of sample 0. Times of day count from the date of simulated TLS.
 *
 * @param cells cells that were run
 * @param path name of the file
 * @return false when it cannot be written
 */
bool WriteWebPageArchive(const std::vector<WebPageSweepCell>& cells, const std::string& path);

} // namespace ns3

#endif /* WEB_PAGE_ARCHIVE_H */
