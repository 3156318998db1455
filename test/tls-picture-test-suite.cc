/*
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/test.h"
#include "ns3/tls-picture.h"

#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// What a script of gnuplot leaves in a folder.
class PictureTest : public TestCase
{
  public:
    PictureTest()
        : TestCase("Pictures appear when they are complete and what is wrong is named")
    {
    }

  private:
    void DoRun() override
    {
        m_folder = CreateTempDirFilename("pictures");
        std::filesystem::create_directories(m_folder);
        const std::string both = "set terminal pngcairo\nset output 'a.png'\nplot x\n"
                                 "set terminal pdfcairo\nset output 'a.pdf'\nplot x\n";
        Check(both, "", {"a.pdf", "a.png", "a.plt"});
        std::filesystem::remove(m_folder + "/a.png");
        // The picture of before remains where the script is refused or has no room.
        Check("set terminal nosuch\n",
              "gnuplot could not draw " + m_folder +
                  "/a.plt: \"../a.plt\" line 1: unknown or ambiguous terminal "
                  "type; type just 'set terminal' for a list.",
              {"a.pdf", "a.plt"});
        const std::string refusal = "the files in " + m_folder +
                                    " could not be written: no space is left, or no permission "
                                    "given.";
        for (const char* name : {"a.png", "a.pdf"})
        {
            Check(both + "set output\nsystem \"truncate -s -1 " + name + "\"\n",
                  refusal,
                  {"a.pdf", "a.plt"});
        }
        Check("system \"touch a.png\"\n", refusal, {"a.pdf", "a.plt"});
    }

    /**
     * @param script of gnuplot
     * @param refusal expected
     * @param names of the files that are there afterwards
     */
    void Check(const std::string& script,
               const std::string& refusal,
               const std::set<std::string>& names)
    {
        std::vector<std::string> pictures;
        NS_TEST_EXPECT_MSG_EQ(TlsPicture::Draw(m_folder, "a", script, pictures), refusal, script);
        NS_TEST_EXPECT_MSG_EQ(pictures.size(), (refusal.empty() ? 2 : 0), script);
        std::set<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder))
        {
            found.insert(entry.path().filename());
        }
        NS_TEST_EXPECT_MSG_EQ((found == names), true, script);
    }

    std::string m_folder; //!< of the pictures
};

/// Pictures.
class TlsPictureTestSuite : public TestSuite
{
  public:
    TlsPictureTestSuite()
        : TestSuite("tls-spdy-picture", TestSuite::Type::UNIT)
    {
        AddTestCase(new PictureTest);
    }
};

TlsPictureTestSuite g_tlsPictureTestSuite; //!< registers itself

} // namespace
