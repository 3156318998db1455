/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_PICTURE_H
#define TLS_PICTURE_H

#include <string>
#include <vector>

namespace ns3
{

/// Pictures that gnuplot draws. Script and pictures appear under their names once they are
/// complete.
namespace TlsPicture
{

/**
 * Writes NAME.plt and lets gnuplot draw what the script says, unless gnuplot is not installed.
 *
 * @param folder where the files go; exists
 * @param name of the script, without suffix
 * @param script of gnuplot; its `set output` names pictures without a folder
 * @param pictures where to append the paths of what was drawn, in the order of their names
 * @return a sentence on what could not be written or drawn, empty when nothing is wrong
 */
std::string Draw(const std::string& folder,
                 const std::string& name,
                 const std::string& script,
                 std::vector<std::string>& pictures);

} // namespace TlsPicture
} // namespace ns3

#endif /* TLS_PICTURE_H */
