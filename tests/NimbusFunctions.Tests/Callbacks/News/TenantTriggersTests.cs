using NimbusFunctions.Callbacks;
using NimbusFunctions.Callbacks.News;
using NimbusFunctions.Tasks;

namespace NimbusFunctions.Tests.Callbacks.News;

public sealed class TenantTriggersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("sales", "Created", "", "", true)]
    [InlineData("help", "Created", "", "", false)]
    [InlineData("sales", "InQueue", "", "", false)]
    [InlineData("sales", "Created", "Email", "", true)]
    [InlineData("sales", "Created", "Audio", "", false)]
    [InlineData("sales", "Created", "Email", "Inbound", true)]
    [InlineData("sales", "Created", "Email", "Outbound", false)]
    public void Of_ATrigger_HeedsItsFilter(string service, string name, string modality, string direction, bool expected)
    {
        var triggers = new TenantTriggers([Trigger(TriggerKind.Tasks, new([service, "other"], [name], List(modality), List(direction)))], Now);
        var task = NewTask(Modality.Email);

        Assert.Equal(expected, triggers.Want(task, new("Created", "Scheduled")));
        Assert.Equal(expected, triggers.Of(task, new("Created", "Scheduled")).Any());
    }

    [Fact]
    public void Of_TwoKinds_TellsEachInItsWords()
    {
        var triggers = new TenantTriggers(
            [Trigger(TriggerKind.Tasks, new(["sales"], ["Created"], [], [])), Trigger(TriggerKind.SchedulerEntries, new(["sales"], ["Scheduled"], [], []))], Now);
        var task = NewTask(Modality.Outbound);

        Assert.Equal([TriggerKind.SchedulerEntries], triggers.Of(task, new(null, "Scheduled")).Select(trigger => trigger.Kind));
        Assert.Equal([TriggerKind.Tasks], triggers.Of(task, new("Created")).Select(trigger => trigger.Kind));
        Assert.Equal(2, triggers.Of(task, new("Created", "Scheduled")).Count());
    }

    [Fact]
    public void Watch_WhatIsNotKnown_MayBeWantedAndWhatNobodyAskedForIsNot()
    {
        Assert.True(TenantTriggers.Unknown.Watch("sales"));
        Assert.True(TenantTriggers.Unknown.Want(NewTask(Modality.Email), new("Created")));
        Assert.False(TenantTriggers.None.Watch("sales"));
        Assert.False(TenantTriggers.None.Want(NewTask(Modality.Email), new("Created")));
    }

    private static string[] List(string value) => value.Length == 0 ? [] : [value];

    private static FlowTrigger Trigger(TriggerKind kind, TriggerFilter filter) => new(Guid.NewGuid().ToString("N"), kind, "https://flow.example/", filter, "user", Now);

    private static ContactTask NewTask(Modality modality) => new("id", "sales", modality, TaskState.InQueue, Now, Now, "{}");
}
