/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_LADDER_H
#define TLS_LADDER_H

#include "tls-timeline.h"

#include <array>
#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{

/**
 * Draws a time line as a sequence diagram: two lifelines, an arrow for each segment from when it
 * was sent to when it arrived, lost ones with a cross, the timers that repaired them, processor
 * time as boxes, and the steps beside the lifelines.
 *
 * Times run down the page, every event at its place in the order of time; waits are compressed
 * and what happens at one instant is spread out, so that no two labels overlap. The time of each
 * row is printed beside it. A picture has an end: of a long session it shows the start.
 */
class TlsLadder
{
  public:
    /**
     * @param timeline of a session
     * @param title heading of the picture
     */
    TlsLadder(const TlsTimeline& timeline, const std::string& title);

    /**
     * Write the script for gnuplot that draws the pictures.
     * @param os where it goes
     * @param name of the pictures NAME.png and NAME.pdf, relative to where gnuplot runs
     */
    void Write(std::ostream& os, const std::string& name) const;

  private:
    /// A line of text beside a lifeline.
    struct Label
    {
        Time time;        //!< when it was reached
        Time cpu{0};      //!< processor time before that
        std::string text; //!< in the words of a sequence diagram
        int phase{0};     //!< rank of the part of the session
        double y{0};      //!< where it goes
    };

    /// An arrow.
    struct Arrow
    {
        const TlsTimelineSegment* segment; //!< what it shows
        double from{0};                    //!< y where it starts
        double to{0};                      //!< y where it ends
    };

    /// What happens at one instant, at both ends.
    struct Instant
    {
        std::array<std::vector<size_t>, 2> labels;   //!< of server and client
        std::array<std::vector<size_t>, 2> arrivals; //!< of server and client
        std::array<std::vector<size_t>, 2> sends;    //!< of server and client
        int phase{-1};                               //!< rank of a part that begins; -1: none
        double heading{0};                           //!< y of its heading
        double top{0};                               //!< y where it begins
        double bottom{0};                            //!< y where it ends
    };

    void CollectLabels(const std::vector<TlsTimelineRow>& rows);
    void CollectArrows();
    void CollectPhases(const std::vector<TlsTimelineRow>& rows);
    void Place();
    void PlaceInstant(Instant& instant);
    bool IsQuiet(const Instant& instant) const;
    double PlaceEnds(const std::vector<size_t>& arrows, double y, bool sends);
    double At(Time time) const;
    std::string HeadingOf(int phase) const;

    void WriteTerminal(std::ostream& os, const std::string& name, bool isPdf) const;
    void WriteFrame(std::ostream& os) const;
    void WritePhases(std::ostream& os) const;
    void WriteProcessor(std::ostream& os) const;
    void WriteLabels(std::ostream& os) const;
    void WriteArrow(std::ostream& os, const Arrow& arrow) const;
    void WriteTimer(std::ostream& os, const Arrow& again, int column) const;

    TlsTimeline m_timeline;                     //!< what is drawn
    std::string m_title;                        //!< heading
    std::array<std::vector<Label>, 2> m_labels; //!< of server and client
    std::vector<Arrow> m_arrows;                //!< in the order of sending
    std::map<Time, Instant> m_instants;         //!< in the order of time
    bool m_hasMany{false};                      //!< there is more than one connection
    double m_height{0};                         //!< of the picture in pixels
};

} // namespace ns3

#endif /* TLS_LADDER_H */
