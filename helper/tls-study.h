/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_STUDY_H
#define TLS_STUDY_H

#include "tls-latency-recorder.h"
#include "tls-link.h"
#include "tls-sqlite-file.h"
#include "tls-study-options.h"
#include "tls-table-writer.h"

#include "ns3/application-container.h"
#include "ns3/command-line.h"
#include "ns3/config-store.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"

#include <memory>
#include <string>
#include <vector>

namespace ns3
{

class TlsHelper;

/**
 * What every scenario program has in common: options, random streams, files and plots.
 *
 * Construct it before CommandLine::Parse(). The first use afterwards checks all options; a
 * wrong value prints one sentence and ends the program with exit status 1 before anything is
 * written.
 */
class TlsStudy
{
  public:
    /**
     * Registers the common options.
     *
     * @param cmd the program's command line; it must outlive Parse()
     * @param program name for messages and for the default of --out, empty: the executable's
     * @param kind default of --kind, empty: that of TlsStudyOptions
     */
    explicit TlsStudy(CommandLine& cmd,
                      const std::string& program = "",
                      const std::string& kind = "");
    ~TlsStudy();

    TlsStudy(const TlsStudy&) = delete;
    TlsStudy& operator=(const TlsStudy&) = delete;

    /// @return the options as given; a program may change defaults before Parse()
    TlsStudyOptions& GetOptions();

    /**
     * Checks every common option, sets RngSeed and RngRun and lets ns-3's ConfigStore load or save
     * defaults, as `--ns3::ConfigStore::Mode` says; ends the program when an option is wrong.
     * Called by whatever needs the values; calling it again does nothing.
     */
    void Check();

    /**
     * Ends the program with one sentence and exit status 1, for a program's own options. Files
     * that are not finished disappear.
     *
     * @param sentence names the option, what was given and what is allowed
     */
    [[noreturn]] void Refuse(const std::string& sentence) const;

    /// @return the checked options
    const TlsStudyOptions::Values& GetValues();
    /// @return the link's settings out of the options; of lists, the first values
    TlsLinkConfig GetLinkConfig();
    /// @return the names of kinds that --kind gives (see TlsKind), none of them unknown
    std::vector<std::string> Kinds();
    /**
     * Makes the server's identity and sets TCP, processors and TLS of two groups of nodes as
     * the options say, and installs it.
     *
     * @param tls the helper to configure
     * @param clients nodes of the client's kind
     * @param servers nodes of the server's kind
     */
    void Configure(TlsHelper& tls, const NodeContainer& clients, const NodeContainer& servers);

    /**
     * Gives a helper the identity and the cryptography that the options ask for.
     *
     * @param options the options; valid
     * @param chainBytes octets of DER of all certificates sent; 0: as --chain makes them
     * @param tls the helper
     * @param host name that the certificate is for
     * @return empty, or the sentence that refuses a size that cannot be reached
     */
    static std::string CreateIdentity(const TlsStudyOptions& options,
                                      uint32_t chainBytes,
                                      TlsHelper& tls,
                                      const std::string& host = "www.example.com");
    /**
     * @param values kinds and groups of a study
     * @return empty, or the sentence that refuses a group that a kind cannot use (RFC 7919, 4;
     *         RFC 8446, 4.2.7)
     */
    static std::string CheckGroups(const TlsStudyOptions::Values& values);
    /**
     * @param groups of the key exchange
     * @param auth kinds of keys, as --auth gives them
     * @return the groups, and behind them the curves of the keys: a client takes keys on curves
     * that it offers alone (RFC 8422, 5.1). Finite fields get secp256r1 behind them, for the
     * suites of versions before TLS 1.3.
     */
    static std::vector<std::string> AddKeyGroups(std::vector<std::string> groups,
                                                 const std::string& auth);
    /// @param tls a helper with an identity @return octets of DER of the certificates it sends
    static size_t GetChainBytes(TlsHelper& tls);
    /**
     * Sets TCP and the processors of two groups of nodes as the options say.
     *
     * @param options the options as given
     * @param values the options as checked
     * @param tls a helper
     * @param clients nodes of the client's kind
     * @param servers nodes of the server's kind
     */
    static void ConfigureHosts(const TlsStudyOptions& options,
                               const TlsStudyOptions::Values& values,
                               const TlsHelper& tls,
                               const NodeContainer& clients,
                               const NodeContainer& servers);

    /**
     * @param file a file's name
     * @return its path under --out; the folder exists
     */
    std::string GetPath(const std::string& file);
    /**
     * Begins a table of results. It appears under its name with all others in Commit().
     *
     * @param name NAME.csv is the file's name, NAME that of the table with --sqlite
     * @param header names of the columns
     * @return where its rows go, as long as this study exists and Commit() was not called
     */
    TlsTableWriter& OpenTable(const std::string& name, const std::vector<std::string>& header);
    /**
     * Finishes the tables, and writes run.txt: command line, version, seed, run and date. Ends the
     * program with a sentence when something could not be written.
     */
    void Commit();
    /// Ends the program with the sentence that its files could not be written.
    [[noreturn]] void RefuseFolder();

    /**
     * Records each connection of these applications into latency.csv and summary.csv. Call it
     * when servers and clients are installed.
     *
     * @param clients applications of type WebClient
     */
    void Record(const ApplicationContainer& clients);

    /**
     * Runs the simulation, fills the tables and destroys the simulation.
     *
     * @param stop when it ends
     */
    void Simulate(Time stop);
    /**
     * Simulate() and Commit().
     *
     * @param stop when it ends
     * @return the program's exit status
     */
    int Run(Time stop);

  private:
    /**
     * @param options with `--chain=FILE`; `--auth` is set to the kind of key in the file
     * @return empty, or a sentence that refuses one of the two
     */
    static std::string AdoptKeyOfChainFile(TlsStudyOptions& options);

    void LoadDefaults();
    bool CommitFiles();
    void WriteRunFile(std::ostream& file) const;

    TlsStudyOptions m_options;                             //!< as given
    TlsStudyOptions::Values m_values;                      //!< as checked
    std::string m_program;                                 //!< name for messages and folders
    std::unique_ptr<TlsSqliteFile> m_database;             //!< of --sqlite; null: none
    std::vector<std::unique_ptr<TlsTableWriter>> m_tables; //!< not yet finished
    std::unique_ptr<ConfigStore> m_configStore;            //!< until attributes are set by it
    Ptr<TlsLatencyRecorder> m_recorder; //!< rows of Record(); null: nothing is recorded
    bool m_checked{false};              //!< Check() was passed
};

} // namespace ns3

#endif /* TLS_STUDY_H */
