/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_OUTPUT_FILE_H
#define TLS_OUTPUT_FILE_H

#include <fstream>
#include <string>

namespace ns3
{

/**
 * A file that appears under its name only when it is complete: it is written under a temporary name
 * beside it, which Commit() changes. A program that exits without Commit() leaves nothing, whoever
 * ends it; a process that is killed leaves the temporary name, which ends in `.tmp` and the number
 * of the process.
 */
class TlsOutputFile
{
  public:
    /// @param path the file's name in the end; its folder exists
    explicit TlsOutputFile(const std::string& path);
    /// Without Commit() nothing remains.
    ~TlsOutputFile();

    TlsOutputFile(const TlsOutputFile&) = delete;
    TlsOutputFile& operator=(const TlsOutputFile&) = delete;

    /**
     * @param folder in which something could not be written
     * @return the sentence that says so
     */
    static std::string Refuse(const std::string& folder);

    /// @return the name in the end
    const std::string& GetPath() const;
    /// @return the name until then, for something that opens files itself
    const std::string& GetTemporaryPath() const;
    /// @return where to write; the first call opens the file
    std::ofstream& GetStream();

    /**
     * Writes the rest, so that several files may get their names once it is sure that all can.
     *
     * @return false when not all of it could be written
     */
    bool Finish();
    /**
     * Finishes the file and gives it its name, in place of an older one.
     *
     * @return false when not all of it could be written; an older one then remains
     */
    bool Commit();

  private:
    std::string m_path;      //!< the name in the end
    std::string m_temporary; //!< the name until then
    std::ofstream m_stream;  //!< open once it was asked for
    bool m_isOpened{false};  //!< it was
};

} // namespace ns3

#endif /* TLS_OUTPUT_FILE_H */
