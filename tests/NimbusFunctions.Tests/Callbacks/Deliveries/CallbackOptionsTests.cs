using Microsoft.Extensions.Configuration;
using NimbusFunctions.Callbacks;

namespace NimbusFunctions.Tests.Callbacks.Deliveries;

public sealed class CallbackOptionsTests
{
    [Fact]
    public void Read_LocalReceiversInTheCloud_IsRefused() => Assert.Contains(
        "Callbacks__LocalReceivers", Assert.Throws<OptionsException>(() => Read(("Callbacks:LocalReceivers", "true"), ("WEBSITE_INSTANCE_ID", "1"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_LocalReceiversHere_IsRead()
    {
        Assert.True(Read(("Callbacks:LocalReceivers", "true")).Callbacks.LocalReceivers);
        Assert.False(Read(("WEBSITE_INSTANCE_ID", "1")).Callbacks.LocalReceivers);
        Assert.Empty(new CallbackOptions().Errors(isInCloud: true));
    }

    private static StartupOptions Read(params (string Name, string Value)[] more) => StartupOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(
        new Dictionary<string, string?>
        {
            ["Storage"] = "UseDevelopmentStorage=true",
            ["ServiceBus"] = "Endpoint=sb://localhost/;SharedAccessKeyName=a;SharedAccessKey=b",
            ["Entra:ClientId"] = "11111111-1111-1111-1111-111111111111",
            ["Entra:Audience"] = "api://11111111-1111-1111-1111-111111111111",
            ["Entra:OperatorTenantId"] = "22222222-2222-2222-2222-222222222222",
        }.Concat(more.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))).Build());
}
