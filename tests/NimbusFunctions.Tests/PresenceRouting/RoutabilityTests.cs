using FsCheck.Fluent;
using NimbusFunctions.Directory.Services;
using NimbusFunctions.Directory.Users;
using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Routing;
using NimbusFunctions.Tests.DirectorySync;
using static NimbusFunctions.Tests.PresenceRouting.Cases;

namespace NimbusFunctions.Tests.PresenceRouting;

public sealed class RoutabilityTests
{
    private static readonly string?[] Modalities = [null, .. ServiceVocabulary.Modalities];

    private static readonly FsCheck.Gen<RoutingFacts> Anything =
        from flags in Gen.Elements(true, false).ArrayOf(8)
        from state in Gen.Elements(Enum.GetValues<ServiceState>())
        from modality in Gen.Elements(Modalities)
        from licences in Gen.Choose(0, 127)
        from assignment in Gen.Elements(ServiceVocabulary.MsTeams, ServiceVocabulary.SkillBased)
        from words in Gen.Elements("Available", "Busy", "Away", "InACall", "inAMeeting", "Offline", "Juggling").ArrayOf(2)
        from reason in Gen.Elements(null, null, null, PresenceReasons.Stale, PresenceReasons.PermissionMissing, PresenceReasons.NeverSeen, "else")
        select new RoutingFacts(
            Service(busy: flags[0], away: flags[1], assignment: assignment) with { State = state },
            modality,
            flags[2],
            flags[3],
            flags[4],
            new((UserLicences)licences, flags[5]),
            Known(words[0], words[1]) with { Reason = reason },
            flags[6]);

    [Fact]
    public void Refusal_NothingAgainst_IsNull() => Assert.Null(Routability.Refusal(Facts()));

    [Theory]
    [InlineData("ExternalTask", UserLicences.ExternalTask)]
    [InlineData("InstantMessaging", UserLicences.InstantMessaging)]
    [InlineData("Email", UserLicences.Email)]
    internal void Refusal_ModalityWithALicence_NeedsIt(string modality, UserLicences licence)
    {
        var facts = Facts() with { Modality = modality };

        Assert.Equal(RoutingReason.LicenceMissing, Routability.Refusal(facts with { Entitlement = new(~licence, true) }));
        Assert.Null(Routability.Refusal(facts with { Entitlement = new(licence, true) }));
    }

    [Theory]
    [InlineData("Call")]
    [InlineData("Outbound")]
    public void Refusal_Calls_NeedNoLicence(string modality) => Assert.Null(Routability.Refusal(Facts() with { Modality = modality }));

    [Fact]
    public void Refusal_ChatWithoutTheBot_SaysSo() => Assert.Equal(
        RoutingReason.BotRegistrationMissing,
        Routability.Refusal(Facts() with { Modality = "InstantMessaging", Entitlement = new(UserLicences.InstantMessaging, false) }));

    [Fact]
    public void Refusal_SkillBased_NeedsContactCenter()
    {
        var facts = Facts() with { Service = Service(assignment: ServiceVocabulary.SkillBased) };

        Assert.Equal(RoutingReason.LicenceMissing, Routability.Refusal(facts));
        Assert.Null(Routability.Refusal(facts with { Entitlement = new(UserLicences.ContactCenter, false) }));
    }

    [Fact]
    public void Refusal_ServiceWithoutTheModality_SaysSo()
    {
        Assert.Equal(
            RoutingReason.ServiceLacksModality,
            Routability.Refusal(Facts() with { Modality = "Outbound", Service = Service() with { Modalities = ["Call"] } }));
        Assert.Equal(
            RoutingReason.ServiceLacksModality,
            Routability.Refusal(Facts() with { Modality = "Outbound", Service = Service() with { Licence = "AdvancedRouting" } }));
    }

    [Theory]
    [InlineData(PresenceReasons.PermissionMissing, RoutingReason.PresencePermissionMissing)]
    [InlineData(PresenceReasons.NotTracked, RoutingReason.PresenceNotTracked)]
    [InlineData(PresenceReasons.NeverSeen, RoutingReason.PresenceNeverSeen)]
    [InlineData(PresenceReasons.Stale, RoutingReason.PresenceStale)]
    [InlineData("some-other-word", RoutingReason.PresenceUnknown)]
    internal void Refusal_NotKnown_SaysWhyWhateverWasSeen(string why, RoutingReason reason) =>
        Assert.Equal(reason, Routability.Refusal(Facts(Known("Available", "Available") with { Reason = why })));

    [Fact]
    public void Refusal_HoldsATask_SaysSoLast()
    {
        Assert.Equal(RoutingReason.HoldsTask, Routability.Refusal(Facts() with { HoldsTask = true }));
        Assert.Equal(RoutingReason.InACall, Routability.Refusal(Facts(Known("Busy", "InACall")) with { HoldsTask = true }));
        Assert.Equal(RoutingReason.InactiveInService, Routability.Refusal(Facts(Known("Busy", "InACall")) with { IsActive = false }));
    }

    [Fact]
    public void Refusal_WhateverIsNotKnown_TakesNoWork() => Anything.ForAll(facts =>
        facts.Presence.IsKnown || Routability.Refusal(facts) is not null);

    [Fact]
    public void Refusal_InACallInEitherFieldThatCounts_TakesNoWork() => Anything.ForAll(facts =>
        facts.Presence.Seen!.Availability != "InACall" && !(facts.Extended && facts.Presence.Seen.Activity == "InACall")
        || Routability.Refusal(facts) is not null);

    [Fact]
    public void Refusal_WithoutAccessOrFlagOrOperation_TakesNoWork() => Anything.ForAll(facts =>
        (facts.HasAccess && facts.IsActive && facts.Service.State == ServiceState.Operational && !facts.HoldsTask)
        || Routability.Refusal(facts) is not null);

    [Fact]
    public void Refusal_MoreIsAllowed_NeverTakesWorkAway() => Anything.ForAll(facts =>
        Routability.Refusal(facts) is not null
        || Routability.Refusal(facts with { Service = facts.Service with { Busy = true, Away = true }, Entitlement = new((UserLicences)127, true), Extended = false }) is null);

    [Fact]
    public void InOrder_AvailableUsers_LongestIdleFirst()
    {
        var users = RoutedUser.InOrder(
        [
            User(1, Now.AddMinutes(-5)), User(2, Now.AddMinutes(-9)), User(3, Now.AddMinutes(-60), RoutingReason.Busy), User(5, Now.AddMinutes(-5)), User(4, null),
        ]);

        Assert.Equal([Id(4), Id(2), Id(1), Id(5), Id(3)], users.Select(user => user.User.Id));

        static RoutedUser User(int number, DateTimeOffset? idle, RoutingReason? refusal = null) => new(
            new(Id(number), UserDetails.None, "unit", UserSource.Synced, UserState.Active, [], Now), Facts(), refusal, idle);
    }

    [Fact]
    public void Names_OfReasons_AreWordsWithHyphens()
    {
        Assert.Equal("in-a-call", KebabCase<RoutingReason>.Of(RoutingReason.InACall));
        Assert.Equal("presence-permission-missing", KebabCase<RoutingReason>.Of(RoutingReason.PresencePermissionMissing));
        Assert.Equal("in-a-meeting", KebabCase<RoutingReason>.Of(RoutingReason.InAMeeting));
    }
}
