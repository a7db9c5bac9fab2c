using NimbusFunctions.Directory.Sync;

namespace NimbusFunctions.Tests.DirectorySync;

public class TeamAnswersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);
    private static readonly TeamTruth Refused = new TeamTruth.Unknown("members answered 403", Now, Refused: true);

    public static TheoryData<string> WhateverElse => ["listed", "missing", "unavailable"];

    [Fact]
    public void AllRefused_NobodyAsked_IsFalse() => Assert.False(Of().AllRefused);

    [Fact]
    public void AllRefused_OneGroupAlone_IsPrivate() => Assert.False(Of(Refused).AllRefused);

    [Fact]
    public void AllRefused_EveryOneOfSeveral_IsTrue() => Assert.True(Of(Refused, Refused).AllRefused);

    [Theory]
    [MemberData(nameof(WhateverElse))]
    public void AllRefused_OneWasNot_IsFalse(string answer) => Assert.False(Of(Refused, Refused, Truth(answer)).AllRefused);

    [Fact]
    public void AllRefused_SameGroupTwice_CountsOnce()
    {
        var answers = Of(Refused);
        answers.Note(new Dictionary<string, TeamTruth> { ["group0"] = Refused });

        Assert.False(answers.AllRefused);
    }

    private static TeamTruth Truth(string answer) => answer switch
    {
        "listed" => new TeamTruth.Listed([], Now),
        "missing" => new TeamTruth.Missing(Now),
        _ => new TeamTruth.Unknown("members answered 503", Now),
    };

    private static TeamAnswers Of(params TeamTruth[] truths)
    {
        var answers = new TeamAnswers();
        answers.Note(truths.Select((truth, number) => ($"group{number}", truth)).ToDictionary(pair => pair.Item1, pair => pair.truth));
        return answers;
    }
}
