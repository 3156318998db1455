/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tls-picture.h"

#include "tls-output-file.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
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
 * gnuplot does not say when a disk is full, so the end of each picture has to.
 *
 * @param path of a picture
 * @return false when its format's last octets are not its last ones
 */
bool
IsComplete(const std::filesystem::path& path)
{
    // The chunk IEND with its length and checksum, and PDF's last line.
    const std::string end = path.extension() == ".png"
                                ? std::string("\0\0\0\0IEND\xae\x42\x60\x82", 12)
                                : std::string("%%EOF\n");
    std::ifstream file(path, std::ios::binary);
    std::string last(end.size(), ' ');
    file.seekg(-static_cast<std::streamoff>(end.size()), std::ios::end);
    file.read(last.data(), static_cast<std::streamsize>(last.size()));
    return file && last == end;
}

/**
 * @param from folder with pictures
 * @param to folder that gets them
 * @param paths where to append their new paths
 * @return false when one is not complete or could not be moved
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
    if (error || !std::all_of(names.begin(), names.end(), [&from](const std::string& name) {
            return IsComplete(from / name);
        }))
    {
        return false;
    }
    for (const std::string& name : names)
    {
        std::filesystem::rename(from / name, to / name, error);
        if (error)
        {
            return false;
        }
        paths.push_back(to / name);
    }
    return true;
}

/// What a command of the shell said, and how it ended.
struct Outcome
{
    int status;           //!< as from std::system, -1 when it could not be run
    std::string lastLine; //!< of what it said, without spaces around it
};

/**
 * @param command for the shell
 * @return its outcome
 */
Outcome
RunCommand(const std::string& command)
{
    FILE* output = popen(command.c_str(), "r");
    if (!output)
    {
        return {-1, ""};
    }
    std::string lastLine;
    std::string line;
    for (int c = fgetc(output); c != EOF; c = fgetc(output))
    {
        if (c != '\n')
        {
            // Indentation and the empty lines around a message say nothing.
            line += line.empty() && c == ' ' ? "" : std::string(1, static_cast<char>(c));
            continue;
        }
        lastLine = line.empty() ? lastLine : line;
        line.clear();
    }
    return {pclose(output), lastLine};
}

} // namespace

std::string
Draw(const std::string& folder,
     const std::string& name,
     const std::string& script,
     std::vector<std::string>& pictures)
{
    TlsOutputFile file(folder + "/" + name + ".plt");
    file.GetStream() << script;
    // gnuplot draws in a folder of its own, out of which go only pictures that are complete.
    const std::string drawing = folder + "/" + name + ".tmp" + std::to_string(getpid());
    std::error_code error;
    if (!file.Commit() || !std::filesystem::create_directory(drawing, error))
    {
        return TlsOutputFile::Refuse(folder);
    }
    const Outcome gnuplot = RunCommand("cd " + ShellQuote(drawing) + " && gnuplot " +
                                       ShellQuote("../" + name + ".plt") + " 2>&1 >/dev/null");
    const bool isMoved = gnuplot.status == 0 && MoveFiles(drawing, folder, pictures);
    std::filesystem::remove_all(drawing, error);
    if (isMoved || (WIFEXITED(gnuplot.status) && WEXITSTATUS(gnuplot.status) == NOT_INSTALLED))
    {
        return "";
    }
    if (gnuplot.status == 0)
    {
        return TlsOutputFile::Refuse(folder);
    }
    return "gnuplot could not draw " + file.GetPath() + ": " +
           (gnuplot.lastLine.empty() ? "it does not say why" : gnuplot.lastLine) + ".";
}

} // namespace TlsPicture
} // namespace ns3
