/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TLS_FIGURE_H
#define TLS_FIGURE_H

#include <cstddef>
#include <string>

namespace ns3
{

class Gnuplot;

/**
 * How the pictures of studies look: alike, each as PNG for a screen and as PDF for print, and
 * readable in gray. Lines differ in color, point and dash.
 */
class TlsFigure
{
  public:
    /// Size of a picture in units of 1/100 of the width of an ordinary one.
    struct Size
    {
        int width{100}; //!< across
        int height{66}; //!< down
    };

    /**
     * @param series number of a line, from 0
     * @return words of gnuplot that give its color
     */
    static std::string GetColor(size_t series);
    /**
     * @param series number of a line, from 0
     * @param isSecond whether it is the second line of its series, as a higher percentile is
     * @return words of gnuplot that give its color, point and dash
     */
    static std::string GetStyle(size_t series, bool isSecond = false);
    /// @return words of gnuplot for laws and guides, which stay behind the lines
    static std::string GetGuideStyle();
    /**
     * @param axis x or y
     * @return tics that make a logarithmic axis easy to read
     */
    static std::string GetLogarithmicTics(const std::string& axis);

    /**
     * @param format png or pdf
     * @param name of the picture, without suffix
     * @param size of the picture
     * @return terminal and output of gnuplot
     */
    static std::string Open(const std::string& format, const std::string& name, Size size);
    /// @return frame and grid of a picture with two axes
    static std::string GetFrame();
    /**
     * @param entries how many it has: many stand beside the picture instead of in it
     * @param place corner within the picture where data are rare, as "top left"
     * @return the line that places the key
     */
    static std::string GetKey(size_t entries, const std::string& place);

    /**
     * @param name of the pictures, without suffix
     * @param body of a script with one plot, whose data stand in data blocks
     * @param size of the pictures
     * @return the script that draws NAME.png and NAME.pdf
     */
    static std::string Compose(const std::string& name, const std::string& body, Size size);
    /**
     * @param name of the pictures, without suffix
     * @param plot its title, legends and data sets; ns-3 cannot write it more than once
     * @param extra further lines for gnuplot
     * @return the script that draws NAME.png and NAME.pdf
     */
    static std::string Compose(const std::string& name, Gnuplot& plot, const std::string& extra);
};

} // namespace ns3

#endif /* TLS_FIGURE_H */
