/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What do the primitives of TLS cost on this machine? Measures those of Crypto++ one after the
// other and writes a calibration file, which --clientCpu and --serverCpu of the other programs
// take in place of a name.

#include "ns3/core-module.h"
#include "ns3/crypto-calibrator.h"
#include "ns3/tls-csv-writer.h"
#include "ns3/tls-output-file.h"
#include "ns3/tls-study-text.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

using namespace ns3;

namespace
{

/// @return what the processor calls itself
std::string
ReadProcessorName()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
    {
        if (line.compare(0, 10, "model name") == 0 && line.find(": ") != std::string::npos)
        {
            return line.substr(line.find(": ") + 2);
        }
    }
    return "a processor without a name";
}

/// @param sentence why the program ends @return its exit status
int
Refuse(const std::string& sentence)
{
    std::cerr << "calibrate-crypto: " << sentence << std::endl;
    return 1;
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string out = "results/calibration.txt";
    std::string seconds = "0.2";
    CommandLine cmd(__FILE__);
    cmd.AddValue("out", "the calibration file to write", out);
    cmd.AddValue("seconds", "processor time of each measurement in seconds", seconds);
    cmd.Parse(argc, argv);

    double time = 0;
    if (!TlsStudyText::ToNumber(seconds, time) || time < 0.001 || time > 60)
    {
        return Refuse(TlsStudyText::Refusal("seconds", seconds, "0.001 to 60 seconds"));
    }
    const std::string folder = std::filesystem::path(out).parent_path().string();
    if (out.empty() || std::filesystem::is_directory(out) ||
        (!folder.empty() && !TlsCsvWriter::MakeFolder(folder)))
    {
        return Refuse(TlsStudyText::Refusal("out", out, "a file that can be written"));
    }
    TlsOutputFile file(out);
    if (!file.GetStream().is_open())
    {
        return Refuse(TlsStudyText::Refusal("out", out, "a file that can be written"));
    }

    const auto write = [&file](const std::string& line) {
        file.GetStream() << line << "\n";
        std::cout << line << std::endl;
    };
    write("# Crypto++ on one core of: " + ReadProcessorName());
    write("# operation   algorithm         bits  per-call-ns  per-byte-ns spread%");
    CryptoCalibrator(time, write).Run();
    if (!file.Commit())
    {
        return Refuse(out + " could not be written.");
    }
    std::cout << out << std::endl;
    return 0;
}
