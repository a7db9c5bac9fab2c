using NimbusFunctions.Presence.Endpoints;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

public sealed class UserPlaceTests
{
    [Theory]
    [InlineData(2, 2, 2)]
    [InlineData(2, 4, 4)]
    [InlineData(3, 9, 3)]
    public void SkipIn_AList_GoesOnBehindTheUserWhereverHeIs(int shown, int last, int skipped) =>
        Assert.Equal(skipped, new UserPlace(shown, Id(last)).SkipIn([.. Enumerable.Range(1, 5).Select(Id)]));

    [Fact]
    public void Parse_WhatWasWritten_IsTheSame()
    {
        var place = new UserPlace(200, Id(7));

        Assert.Equal(place, UserPlace.Parse(place.Write()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("MXw")]
    [InlineData("eHx5")]
    public void Parse_AnythingElse_IsNoPlace(string token) => Assert.Null(UserPlace.Parse(token));
}
