using Microsoft.AspNetCore.Http;
using NimbusFunctions.Presence.Endpoints;

namespace NimbusFunctions.Tests.Presence;

public class UserStatesQueryTests
{
    private static readonly DateTimeOffset Now = new(2030, 3, 23, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, true)]
    [InlineData(-7 * 24 * 60, true)]
    [InlineData(-7 * 24 * 60 - 1, false)]
    public void Parse_Continuation_LiesNoFurtherBackThanAnAnswerCanReach(int minutes, bool isOne)
    {
        var (query, problem) = UserStatesQuery.Parse(With(UserStatesQuery.Write(Now.AddMinutes(minutes))), Now);

        Assert.Equal(isOne, query is not null);
        Assert.Equal(isOne, problem?.Errors?.ContainsKey("continuation") is not true);
    }

    [Fact]
    public void Parse_ContinuationAtTheBeginningOfTime_IsNone() =>
        Assert.NotNull(UserStatesQuery.Parse(With(UserStatesQuery.Write(DateTimeOffset.MinValue)), Now).Problem);

    private static QueryCollection With(string continuation) => new(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["continuation"] = continuation });
}
