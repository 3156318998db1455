/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LOAD_RUN_H
#define TLS_LOAD_RUN_H

#include "tls-helper.h"
#include "tls-link.h"
#include "tls-load-row.h"
#include "tls-load-server.h"
#include "tls-load-settings.h"
#include "tls-load-summary.h"
#include "tls-study-options.h"

#include "ns3/address.h"
#include "ns3/crypto-processor.h"
#include "ns3/event-id.h"
#include "ns3/random-variable-stream.h"
#include "ns3/tls-socket.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace ns3
{

/**
 * Simulates a cell of a load sweep: clients around a server begin handshakes as a Poisson process,
 * each client in its turn, and close each connection when its handshake is over.
 *
 * Memory holds the handshakes that are under way, and three numbers of each one that was measured.
 */
class TlsLoadRun
{
  public:
    /// Called with each measured handshake when both ends are through with it.
    using RowCallback = std::function<void(const TlsLoadRow& row)>;

    /**
     * @param options the options as given
     * @param values the options as checked
     * @param tls has the identity; copied
     * @param settings what is measured
     */
    TlsLoadRun(const TlsStudyOptions& options,
               const TlsStudyOptions::Values& values,
               const TlsHelper& tls,
               const TlsLoadSettings& settings);
    ~TlsLoadRun();

    TlsLoadRun(const TlsLoadRun&) = delete;
    TlsLoadRun& operator=(const TlsLoadRun&) = delete;

    /**
     * Runs the cell. The simulator must have nothing to do; it is destroyed afterwards.
     * @param onRow called with each measured handshake
     * @return what they come to
     */
    TlsLoadSummary Run(RowCallback onRow);

  private:
    /// A client's node and what its sockets offer.
    struct Client
    {
        std::unique_ptr<TlsLink> link;                 //!< to the server
        std::shared_ptr<const tls::TlsConfig> full;    //!< for handshakes in full
        std::shared_ptr<const tls::TlsConfig> resumed; //!< with sessions to go on with
    };

    /// A handshake that is under way, or whose other end is.
    struct Handshake
    {
        TlsLoadRow row;           //!< what is known so far
        bool isMeasured{false};   //!< it came after the warm-up
        bool isClientDone{false}; //!< row has the client's part
        bool isServerDone{false}; //!< row has the server's part
        Ptr<Socket> socket;       //!< the client's
        Address local;            //!< its address and port; no address until TCP has them
        EventId timer;            //!< gives up
    };

    void MakeNodes();
    void MakeConfigs();
    void Prime(uint32_t client);
    void Arrive();
    void Begin(uint32_t client, bool isResumed, bool isMeasured);
    void HandleConnected(Ptr<Socket> socket);
    void HandleFailed(Ptr<Socket> socket);
    void HandleTimeout(uint64_t id);
    void FinishClient(uint64_t id, const std::string& result);
    void HandleServerDone(const Address& client, const TlsConnectionTimes& times);
    void HandleJob(Time wait, Time cost);
    void Conclude(uint64_t id);
    void StartMeasuring();
    void StopMeasuring();

    const TlsStudyOptions& m_options;        //!< as given
    TlsStudyOptions::Values m_values;        //!< as checked, with the cell's cores
    TlsHelper m_tls;                         //!< has the identity
    TlsLoadSettings m_settings;              //!< what is measured
    RowCallback m_onRow;                     //!< called with each measured handshake
    Ptr<Node> m_server;                      //!< the server's node
    Ptr<TlsLoadServer> m_listener;           //!< accepts
    Ptr<CryptoProcessor> m_processor;        //!< the server's
    std::vector<Client> m_clients;           //!< around the server
    Ptr<ExponentialRandomVariable> m_gaps;   //!< between arrivals, in seconds
    Ptr<UniformRandomVariable> m_resumes;    //!< which handshakes go on with a session
    uint64_t m_arrived{0};                   //!< handshakes so far, with the warm-up
    uint64_t m_lastId{0};                    //!< last handshake, with those that prime caches
    std::map<uint64_t, Handshake> m_open;    //!< by number
    std::map<Address, uint64_t> m_byAddress; //!< numbers by the client's address and port
    std::unordered_map<const Socket*, uint64_t> m_bySocket; //!< never walked
    std::unique_ptr<TlsLoadSummary> m_summary;              //!< what was measured so far
    bool m_isMeasuring{false};                              //!< between first and last arrival
    Time m_began;                                           //!< first measured arrival
    Time m_busyBefore;                                      //!< work of the cores until then
    uint64_t m_completed{0};                                //!< while measuring
};

} // namespace ns3

#endif /* TLS_LOAD_RUN_H */
