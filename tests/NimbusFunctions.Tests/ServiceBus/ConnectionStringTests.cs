using Azure.Messaging.ServiceBus;

namespace NimbusFunctions.Tests.ServiceBus;

public class ConnectionStringTests
{
    [Fact]
    public void Parse_AllParts_AreRead()
    {
        var properties = ServiceBusConnectionStringProperties.Parse(
            " endpoint = sb://contoso.servicebus.windows.net/ ; SharedAccessKeyName=app;SharedAccessKey=a+b/c==;EntityPath=work;Unknown=1;");

        Assert.Equal("sb://contoso.servicebus.windows.net/", properties.Endpoint!.AbsoluteUri);
        Assert.Equal("contoso.servicebus.windows.net", properties.FullyQualifiedNamespace);
        Assert.Equal(("app", "a+b/c==", "work"), (properties.SharedAccessKeyName, properties.SharedAccessKey, properties.EntityPath));
        Assert.Null(properties.SharedAccessSignature);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Endpoint=")]
    [InlineData("=sb://a")]
    [InlineData("Endpoint=sb://;SharedAccessKeyName=a;SharedAccessKey=secret")]
    [InlineData("Endpoint=sb://a;UseDevelopmentEmulator=perhaps;SharedAccessKeyName=a;SharedAccessKey=secret")]
    public void Parse_NotAConnectionString_ThrowsWithoutItsSecrets(string text)
    {
        var e = Assert.Throws<FormatException>(() => ServiceBusConnectionStringProperties.Parse(text));

        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SharedAccessKeyName=a;SharedAccessKey=b")]
    [InlineData("Endpoint=sb://a")]
    [InlineData("Endpoint=sb://a;SharedAccessKeyName=a")]
    [InlineData("Endpoint=sb://a;SharedAccessKey=b")]
    public void Client_PartMissing_Throws(string text) => Assert.Throws<ArgumentException>(() => new ServiceBusClient(text));

    [Theory]
    [InlineData("Endpoint=sb://contoso.servicebus.windows.net", "https://contoso.servicebus.windows.net/work/messages")]
    [InlineData("Endpoint=sb://contoso.servicebus.windows.net:444", "https://contoso.servicebus.windows.net:444/work/messages")]
    [InlineData("Endpoint=sb://localhost:7073;UseDevelopmentEmulator=false", "https://localhost:7073/work/messages")]
    [InlineData("Endpoint=sb://localhost:7073;UseDevelopmentEmulator=true", "http://localhost:7073/work/messages")]
    [InlineData("Endpoint=sb://localhost;UseDevelopmentEmulator=true", "http://localhost/work/messages")]
    public async Task Client_Endpoint_IsHttpsUnlessItIsAnEmulator(string text, string address)
    {
        var transport = new ScriptedTransport(TestClient.Created);
        await using var client = new ServiceBusClient(text + ";SharedAccessKeyName=a;SharedAccessKey=b", TestClient.Options(transport));

        await client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), TestContext.Current.CancellationToken);

        Assert.Equal(address, Assert.Single(transport.Requests).Address.GetLeftPart(UriPartial.Path));
    }

    [Fact]
    public void CreateSender_OtherQueueThanTheConnectionStringIsFor_Throws()
    {
        var client = new ServiceBusClient(TestClient.Cloud + ";EntityPath=work");

        Assert.Throws<ArgumentException>(() => client.CreateSender("other"));
        Assert.Equal("Work", client.CreateSender("Work").EntityPath);
    }
}
