/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-picture.h"

#include "tls-output-file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace ns3
{
namespace TlsPicture
{

namespace
{

constexpr int NOT_INSTALLED = 127; //!< exit status of a shell that does not find a command

/// @param text any @return it as a word for the shell
std::string
ShellQuote(const std::string& text)
{
    std::string quoted = "'";
    for (const char c : text)
    {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

/**
 * @param from folder with files
 * @param to folder that gets them
 * @param paths where to append their new paths
 * @return false when one could not be moved
 */
bool
MoveFiles(const std::filesystem::path& from,
          const std::filesystem::path& to,
          std::vector<std::string>& paths)
{
    std::error_code error;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(from, error))
    {
        names.push_back(entry.path().filename());
    }
    std::sort(names.begin(), names.end());
    for (const std::string& name : names)
    {
        std::filesystem::rename(from / name, to / name, error);
        if (error)
        {
            return false;
        }
        paths.push_back(to / name);
    }
    return !error;
}

} // namespace

bool
Draw(const std::string& folder,
     const std::string& name,
     const std::string& script,
     std::vector<std::string>& pictures)
{
    TlsOutputFile file(folder + "/" + name + ".plt");
    file.GetStream() << script;
    if (!file.Commit())
    {
        return false;
    }
    // gnuplot draws in a folder of its own, out of which go only pictures that are complete.
    const std::string drawing = folder + "/" + name + ".tmp" + std::to_string(getpid());
    std::error_code error;
    if (!std::filesystem::create_directory(drawing, error))
    {
        return false;
    }
    const std::string command = "cd " + ShellQuote(drawing) + " && gnuplot " +
                                ShellQuote("../" + name + ".plt") + " >/dev/null 2>&1";
    const int status = std::system(command.c_str());
    const bool isDrawn = status == 0 && MoveFiles(drawing, folder, pictures);
    std::filesystem::remove_all(drawing, error);
    return isDrawn || (WIFEXITED(status) && WEXITSTATUS(status) == NOT_INSTALLED);
}

} // namespace TlsPicture
} // namespace ns3
