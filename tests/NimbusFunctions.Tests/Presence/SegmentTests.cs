using NimbusFunctions.Presence;
using NimbusFunctions.Presence.Polling;
using NimbusFunctions.Presence.Store;
using NimbusFunctions.Storage;
using NimbusFunctions.Storage.Memory;

namespace NimbusFunctions.Tests.Presence;

public class SegmentTests
{
    private const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly SeenPresence Call = new("Busy", "InACall");

    private readonly ManualTimeProvider time = new(Start);
    private readonly SegmentStore store;

    public SegmentTests()
    {
        var memory = StoreTables.Names.ToDictionary(name => name, name => new MemoryTable(name, time: time));
        store = new(new StoreTables(name => memory[name]), time);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(PresenceSegment.Capacity)]
    public async Task Write_ThenRead_GivesTheSame(int users)
    {
        var written = await FillAsync(users, users / 2);

        var read = await store.ReadAsync(Tenant, 0, null, Stop);

        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(written.Roster, read.Roster);
        Assert.Equal(written.States, read.States);
        Assert.Equal(written.Confirmed, read.Confirmed);
        Assert.Equal(written.Writes, read.Writes);
        Assert.Equal(written.Fast, read.Fast);
    }

    [Fact]
    public async Task Write_OverWhatSomebodyElseWrote_IsRefused()
    {
        var segment = await FillAsync(3, 3);
        var edit = Edit([new(0) { Confirmed = 0 }]);

        Assert.NotNull(await store.WriteAsync(Tenant, segment, edit, Stop));
        Assert.Null(await store.WriteAsync(Tenant, segment, edit, Stop));
    }

    [Fact]
    public async Task Read_WithWhatIsKnown_FindsWhatSomebodyElseChanged()
    {
        var known = await FillAsync(5, 5);
        var newer = known.States[2]! with { Seen = new("Away", "Away") };
        await store.WriteAsync(Tenant, known, Edit([new(2) { WritesRow = true, State = newer }, new(4) { WritesRow = true, User = Guid.Empty }]), Stop);

        var read = await store.ReadAsync(Tenant, 0, known, Stop);

        Assert.Equal(newer, read.States[2]);
        Assert.Same(known.States[0], read.States[0]);
        Assert.Equal(Guid.Empty, read.Roster[4]);
        Assert.Null(read.States[4]);
    }

    [Fact]
    public async Task Reader_OlderThanThreeTimesTheCadence_IsStale()
    {
        var segment = await FillAsync(1, 1);
        var cadence = segment.CadenceOf(0);

        Assert.True(PresenceReader.Of(segment, 0, Start + (cadence * 3)).IsKnown);
        Assert.Equal(PresenceReasons.Stale, PresenceReader.Of(segment, 0, Start + (cadence * 3) + TimeSpan.FromSeconds(1)).Reason);
    }

    [Fact]
    public async Task Roster_WhoseKnowledgeRanOut_IsToldOnce()
    {
        var segment = await FillAsync(2, 1);
        var later = Start + (segment.CadenceOf(0) * 3) + TimeSpan.FromSeconds(1);

        var edit = RosterDecision.Of([segment], segment.Roster.ToHashSet(), later)[0];

        var change = Assert.Single(edit.Changes);
        Assert.Equal((segment.Roster[0].ToString(), Call, null, Start + (segment.CadenceOf(0) * 3)), (change.UserId, change.Before, change.After, change.At));
        var after = (await store.WriteAsync(Tenant, segment, edit, Stop))!;
        Assert.Empty(RosterDecision.Of([after], after.Roster.ToHashSet(), later));
        Assert.Equal(PresenceReasons.Stale, PresenceReader.Of(after, 0, later).Reason);
    }

    [Fact]
    public async Task Roster_WhoGoes_LeavesAPlaceForWhoComes()
    {
        var segment = await FillAsync(3, 3);
        var (gone, newcomer) = (segment.Roster[1], Guid.NewGuid());
        HashSet<Guid> tracked = [segment.Roster[0], segment.Roster[2]];

        var left = RosterDecision.Of([segment], tracked, Start)[0];
        Assert.Equal((gone.ToString(), (SeenPresence?)null), Assert.Single(left.Changes.Select(change => (change.UserId, change.After))));
        var after = (await store.WriteAsync(Tenant, segment, left, Stop))!;
        var came = (await store.WriteAsync(Tenant, after, RosterDecision.Of([after], tracked.Append(newcomer).ToHashSet(), Start)[0], Stop))!;

        Assert.Equal(newcomer, came.Roster[1]);
        Assert.Equal(PresenceReasons.NeverSeen, PresenceReader.Of(came, 1, Start).Reason);
    }

    [Fact]
    public async Task Answers_UsersWhoAreLeftOut_KeepTheirStateUnconfirmed()
    {
        var segment = await FillAsync(2, 2);
        var asked = Start.AddSeconds(15);
        var plan = PollPlan.Of([segment], new HashSet<Guid>(), TimeSpan.FromSeconds(15), asked);

        var edit = AnswerDecision.Of(
            segment, [new(segment.Roster[0], Call, null, asked)], new Dictionary<Guid, DateTimeOffset> { [segment.Roster[1]] = asked }, plan);
        var after = (await store.WriteAsync(Tenant, segment, edit, Stop))!;

        Assert.Empty(edit.Changes);
        Assert.Equal(asked, after.ConfirmedAt(0));
        Assert.Equal(Start, after.ConfirmedAt(1));
    }

    [Fact]
    public void Answer_OfGraph_IsReadWhateverElseItHolds()
    {
        var answers = GraphPresences.Read(
            """
            {"x":{"value":[1]},"value":[
              {"id":"11111111-1111-1111-1111-111111111111","availability":"Busy","activity":"InACall","statusMessage":{"a":[{}]},"sequenceNumber":"A1"},
              {"id":"22222222-2222-2222-2222-222222222222","availability":"Moon","activity":null},
              {"availability":"Busy","activity":"Busy"},
              {"id":"33333333-3333-3333-3333-333333333333","activity":"Busy"}],"y":null}
            """u8,
            Start);

        Assert.Equal([("Busy", "InACall", "A1"), ("Moon", "", null)], answers.Select(answer => (answer.Seen.Availability, answer.Seen.Activity, answer.Number)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"value\":[{\"id\":")]
    public void Answer_ThatIsNone_IsAFailureAndNotEmpty(string json) =>
        Assert.Throws<IOException>(() => GraphPresences.Read(System.Text.Encoding.UTF8.GetBytes(json), Start));

    /// <summary>A stored segment of users, the first of whom are in a call.</summary>
    private async Task<PresenceSegment> FillAsync(int users, int seen) => (await store.WriteAsync(
        Tenant,
        await store.ReadAsync(Tenant, 0, null, Stop),
        Edit([.. Enumerable.Range(0, users).Select(slot => slot < seen
            ? new SlotEdit(slot) { User = Guid.NewGuid(), WritesRow = true, State = new(Call, Start, Start, "1"), Confirmed = Tenths.Of(Start) }
            : new SlotEdit(slot) { User = Guid.NewGuid() })]),
        Stop))!;

    private static SegmentEdit Edit(IReadOnlyList<SlotEdit> slots) => new(slots, null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60), []);
}
