using System.Text;
using ArgusAI.Containers.Reviews;

namespace ArgusAI.Containers.Tests.Robustness;

public class HostileReviewTests
{
    public static TheoryData<string, string> KindsAndTexts() => new(from kind in FileKind.All from text in HostileTexts.All.Keys select (kind.Name, text));

    [Theory]
    [MemberData(nameof(KindsAndTexts))]
    public void Every_review_survives_every_hostile_text(string kind, string text)
    {
        var hostile = HostileTexts.All[text]();
        Survival.Of(hostile, () => TextReview.Of("file", Encoding.UTF8.GetBytes(hostile), FileKind.All.Single(k => k.Name == kind)));
    }
}
