using Microsoft.Extensions.Configuration;

namespace NimbusFunctions.Tests.TasksArrivals;

/// <summary>The generated binder passes over what only an initializer can set, without a word.</summary>
public sealed class StartupOptionsTests
{
    private static readonly Dictionary<string, string?> Needed = new()
    {
        ["Storage"] = "UseDevelopmentStorage=true",
        ["ServiceBus"] = "Endpoint=sb://localhost/;SharedAccessKeyName=a;SharedAccessKey=b",
        ["Entra:ClientId"] = "11111111-1111-1111-1111-111111111111",
        ["Entra:Audience"] = "api://11111111-1111-1111-1111-111111111111",
        ["Entra:OperatorTenantId"] = "22222222-2222-2222-2222-222222222222",
    };

    [Fact]
    public void Read_WhatTheOperatorSetsForTasks_IsRead()
    {
        var options = Read(new()
        {
            ["Arrivals:ShortestDelaySeconds"] = "0.5",
            ["Arrivals:LongestDelaySeconds"] = "7",
            ["Limits:HighestExternalTaskCap"] = "120",
            ["Limits:HighestEmailCap"] = "30",
        });

        Assert.Equal((0.5, 7.0), (options.Arrivals.ShortestDelaySeconds, options.Arrivals.LongestDelaySeconds));
        Assert.Equal((120, 30), (options.Limits.HighestExternalTaskCap, options.Limits.HighestEmailCap));
    }

    [Fact]
    public void Read_DelaysTheWrongWayRound_AreNamed() => Assert.Contains(
        "LongestDelaySeconds", Assert.Throws<OptionsException>(() => Read(new() { ["Arrivals:LongestDelaySeconds"] = "1" })).Message, StringComparison.Ordinal);

    private static StartupOptions Read(Dictionary<string, string?> more) =>
        StartupOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(Needed).AddInMemoryCollection(more).Build());
}
