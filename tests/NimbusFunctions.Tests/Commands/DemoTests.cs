using NimbusFunctions.Local.Commands;
using NimbusFunctions.Local.Commands.Api;
using NimbusFunctions.Local.Commands.Control;
using NimbusFunctions.Local.Commands.Demo;

namespace NimbusFunctions.Tests.Commands;

public sealed class DemoTests : IDisposable
{
    private const string Admin = "admin@x.example";

    private readonly HttpClient http = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    [Fact]
    public void Choose_Teams_TakesThreePlainMembersOfOneTeamAlone()
    {
        ControlTeam[] teams =
        [
            new("small", "Small", ["c", "g"], []),
            new("large", "Large", ["admin", "a", "b", "c", "d", "e"], ["a", "z"]),
        ];

        var cast = DemoCast.Choose(teams, Users("admin", "a", "b", "c", "d", "e", "f", "g", "z"), Admin);

        Assert.Equal("large", cast.Team.Id);
        Assert.Equal(["b", "d", "e"], (string[])[cast.Mover.Id, cast.Leaver.Id, cast.Deleted.Id]);
        Assert.Equal((2, 8), (cast.Teams, cast.People));
    }

    [Fact]
    public void Choose_LargestTeamHasNoThree_TakesTheNext()
    {
        ControlTeam[] teams =
        [
            new("large", "Large", ["a", "b", "c", "d"], ["a", "b", "c"]),
            new("small", "Small", ["e", "f", "g"], []),
        ];

        Assert.Equal("small", DemoCast.Choose(teams, Users("a", "b", "c", "d", "e", "f", "g"), Admin).Team.Id);
    }

    [Fact]
    public void Choose_DirectoryTooSmall_SaysWhatToDo()
    {
        var failure = Assert.Throws<LocalEditionException>(() => DemoCast.Choose([new("t", "T", ["a", "b"], [])], Users("a", "b"), Admin));

        Assert.Contains("--users", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FirstFailureOf_SeveralSteps_NamesTheFirstThatDidNotHold()
    {
        DemoStep[] steps = [new("one", "1", "1", true, 0), new("two", "2", "3", false, 0), new("three", "x", "y", false, 0)];

        Assert.Equal("two: expected '2', found '3'.", DemoReport.FirstFailureOf(steps));
        Assert.Null(DemoReport.FirstFailureOf(steps[..1]));
    }

    [Fact]
    public async Task PlayAsync_SceneThatDoesNotHold_IsTheLast()
    {
        DemoScene[] scenes =
        [
            new("fine", "a", _ => Task.FromResult("a")),
            new("wrong", "a", _ => Task.FromResult("b")),
            new("never", "a", _ => throw new InvalidOperationException("It must not be played.")),
        ];

        var steps = await Stage().PlayAsync(scenes, Ct);

        Assert.Equal([("fine", true), ("wrong", false)], steps.Select(step => (step.Step, step.Holds)));
        Assert.Equal("b", steps[1].Found);
    }

    [Fact]
    public async Task PlayAsync_ApiRefuses_WhatItSaysIsWhatWasFound()
    {
        DemoScene scene = new("refused", "a", _ => throw new ApiException("GET /x answered 500: Broken.", System.Net.HttpStatusCode.InternalServerError));

        var step = Assert.Single(await Stage().PlayAsync([scene], Ct));

        Assert.False(step.Holds);
        Assert.Equal("GET /x answered 500: Broken.", step.Found);
    }

    [Theory]
    [InlineData("t1", true)]
    [InlineData("contoso", true)]
    [InlineData("CONTOSO.example", true)]
    [InlineData("fabrikam", false)]
    [InlineData("", false)]
    public void IsCalled_IdNameOrDomain_InAnyCase(string what, bool expected) =>
        Assert.Equal(expected, new ControlTenant("T1", "Contoso", "contoso.example", "admin@contoso.example").IsCalled(what));

    // No scene here changes anything, so no sync is asked for.
    private DemoStage Stage() => new(new(new JsonCalls(http), "t"));

    private static ControlUser[] Users(params string[] ids) => [.. ids.Select(id => new ControlUser(id, id, $"{id}@x.example", null))];
}
