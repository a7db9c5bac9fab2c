using System.Net;
using NimbusFunctions.Callbacks;
using NimbusFunctions.Tests.Api;
using static NimbusFunctions.Tests.Callbacks.Registration.TriggerScene;

namespace NimbusFunctions.Tests.Callbacks.Registration;

public sealed class BadRegistrationTests
{
    public static TheoryData<string, string, string> Bodies { get; } = new()
    {
        { TaskTriggers, "{}", "config" },
        { TaskTriggers, """{"config":null}""", "config" },
        { TaskTriggers, """{"config":{}}""", "config.url" },
        { TaskTriggers, """{"config":{}}""", "config.services" },
        { TaskTriggers, """{"config":{}}""", "config.taskEvents" },
        { EntryTriggers, """{"config":{}}""", "config.schedulerEntryEvents" },
        { TaskTriggers, """{"config":{"url":7}}""", "config.url" },
        { TaskTriggers, """{"config":{"more":7}}""", "config.more" },
        { TaskTriggers, """{"more":7}""", "more" },
        { TaskTriggers, """{"config":{"url":"a","url":"b"}}""", "config.url" },
        { TaskTriggers, """{"config":{"services":["sales@a.example",null]}}""", "config.services[1]" },
        { TaskTriggers, """{"config":{"services":[""]}}""", "config.services[0]" },
        { TaskTriggers, """{"config":{"taskEvents":["Terminated","Scheduled"]}}""", "config.taskEvents[1]" },
        { TaskTriggers, """{"config":{"taskEvents":["terminated"]}}""", "config.taskEvents[0]" },
        { TaskTriggers, """{"config":{"taskEvents":[null]}}""", "config.taskEvents[0]" },
        { EntryTriggers, """{"config":{"schedulerEntryEvents":["Created"]}}""", "config.schedulerEntryEvents[0]" },
        { EntryTriggers, """{"config":{"taskEvents":["Created"]}}""", "config.taskEvents" },
        { TaskTriggers, """{"config":{"modalities":["Outbound"]}}""", "config.modalities[0]" },
        { TaskTriggers, """{"config":{"modalities":["Audio","Audio","Audio","Audio","Audio"]}}""", "config.modalities" },
        { TaskTriggers, """{"config":{"directions":["Sideways"]}}""", "config.directions[0]" },
        { TaskTriggers, """[]""", "body" },
    };

    [Fact]
    public async Task Post_EveryFault_NamesItsField()
    {
        await using var scene = await StartAsync();
        foreach (var (path, body, field) in Bodies.Select(row => row.Data))
        {
            var answer = await scene.Administrator.CallAsync(HttpMethod.Post, path, body);

            answer.IsProblem(HttpStatusCode.BadRequest, "invalid-request");
            Assert.True(answer.Json["errors"]!.AsObject().ContainsKey(field), $"{body}: {answer.Json["errors"]!.ToJsonString()}");
        }

        var many = Body(services: [.. Enumerable.Range(0, 101).Select(number => $"{number}@a.example")]);
        Assert.NotNull((await scene.Administrator.CallAsync(HttpMethod.Post, TaskTriggers, many)).Json["errors"]!["config.services"]);
        Assert.Empty(await ListAsync(scene.Administrator));
    }

    [Theory]
    [InlineData("")]
    [InlineData("flow")]
    [InlineData("http://flow.contoso.com/")]
    [InlineData("ftp://flow.contoso.com/")]
    [InlineData("https://flow.contoso.com:8443/")]
    [InlineData("https://user@flow.contoso.com/")]
    [InlineData("https://flow.contoso.com/#sig=secret")]
    [InlineData("https://flow.contoso.com/ x")]
    [InlineData("https://flow/")]
    [InlineData("https://localhost/")]
    [InlineData("https://a.localhost/")]
    [InlineData("https://flow.internal/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://20.50.60.70/")]
    [InlineData("https://169.254.169.254/metadata")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    public void Fault_OfAnAddressThatIsNotCalled_SaysNothingOfIt(string url)
    {
        var fault = CallbackAddress.Fault(url, localReceivers: false);

        Assert.NotNull(fault);
        Assert.DoesNotContain("secret", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://flow.contoso.com/x?sig=a%2Fb", false)]
    [InlineData("https://flow.contoso.com:443/", false)]
    [InlineData("http://127.0.0.1:5001/flow", true)]
    [InlineData("https://localhost:5001/flow", true)]
    [InlineData("http://[::1]:5001/flow", true)]
    public void Fault_OfAnAddressThatIsCalled_IsNone(string url, bool local) => Assert.Null(CallbackAddress.Fault(url, local));

    [Theory]
    [InlineData("http://10.0.0.1:5001/flow")]
    [InlineData("http://flow.contoso.com/")]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("http://user@127.0.0.1/")]
    public void Fault_EvenInTheLocalEdition_IsThere(string url) => Assert.NotNull(CallbackAddress.Fault(url, localReceivers: true));

    [Fact]
    public void Fault_OfALongAddress_SaysHowLongItMayBe()
    {
        Assert.Null(CallbackAddress.Fault("https://a.example.com/".PadRight(CallbackAddress.Longest, 'a'), false));
        Assert.Contains("2000", CallbackAddress.Fault("https://a.example.com/".PadRight(CallbackAddress.Longest + 1, 'a'), false)!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_ALocalReceiver_IsForTheLocalEditionAlone()
    {
        await using (var cloud = await StartAsync())
            Assert.Equal(HttpStatusCode.BadRequest, (await cloud.Administrator.CallAsync(HttpMethod.Post, TaskTriggers, Body("http://127.0.0.1:5001/flow"))).Status);
        await using (var local = await StartAsync(("Callbacks:LocalReceivers", "true")))
            await RegisterAsync(local.Administrator, TaskTriggers, Body("http://127.0.0.1:5001/flow"));
        Assert.Single(new CallbackOptions { LocalReceivers = true }.Errors(isInCloud: true));
        Assert.Empty(new CallbackOptions { LocalReceivers = true }.Errors(isInCloud: false));
    }
}
