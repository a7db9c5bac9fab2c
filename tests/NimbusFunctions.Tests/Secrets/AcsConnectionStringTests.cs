using System.Net;
using NimbusFunctions.Tenants.Secrets;
using NimbusFunctions.Web;

namespace NimbusFunctions.Tests.Secrets;

public sealed class AcsConnectionStringTests
{
    private const string Key = SecretCalls.Key;

    private static readonly Uri Local = new("https://127.0.0.1:7074");

    [Theory]
    [InlineData(SecretCalls.ConnectionString)]
    [InlineData("AccessKey=" + Key + ";Endpoint=https://alpenwerk.europe.communication.azure.com")]
    [InlineData("endpoint=https://127.0.0.1:7074/acs/x/;accesskey=" + Key)]
    public void Check_OfAGoodOne_FindsNothing(string text) => Assert.Empty(Faults(text, Local));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("endpoint=https://a.communication.azure.com/")]
    [InlineData("endpoint=https://a.communication.azure.com/;accesskey=" + Key + ";more=1")]
    [InlineData("endpoint=https://a.communication.azure.com/;endpoint=https://a.communication.azure.com/")]
    [InlineData("endpoint=http://a.communication.azure.com/;accesskey=" + Key)]
    [InlineData("endpoint=https://a.communication.azure.com:8443/;accesskey=" + Key)]
    [InlineData("endpoint=https://a.communication.azure.com/path;accesskey=" + Key)]
    [InlineData("endpoint=https://me@a.communication.azure.com/;accesskey=" + Key)]
    [InlineData("endpoint=https://a.communication.azure.com/;accesskey=not*base64*at*all*****")]
    [InlineData("endpoint=https://a.communication.azure.com/;accesskey=c2hvcnQ=")]
    [InlineData("endpoint=https://localhost/;accesskey=" + Key)]
    [InlineData("endpoint=https://vault.internal/;accesskey=" + Key)]
    [InlineData("endpoint=https://server/;accesskey=" + Key)]
    [InlineData("endpoint=https://127.0.0.1:7074/;accesskey=" + Key)]
    [InlineData("endpoint=https://169.254.169.254/;accesskey=" + Key)]
    [InlineData("endpoint=https://2130706433/;accesskey=" + Key)]
    [InlineData("endpoint=https://[::1]/;accesskey=" + Key)]
    [InlineData("endpoint=https://8.8.8.8/;accesskey=" + Key)]
    public void Check_OfABadOne_SaysSoWithoutRepeatingIt(string text)
    {
        var faults = Faults(text, null);

        Assert.NotEmpty(faults);
        Assert.All(faults, fault => Assert.DoesNotContain(Key, fault, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain("8443", fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_BothPartsWrong_SaysBoth() => Assert.Equal(2, Faults("endpoint=https://localhost/;accesskey=?", null).Length);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("ff02::1", false)]
    public void PublicAddress_Is_OnlyWhatEverybodyReaches(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    private static string[] Faults(string text, Uri? local)
    {
        var errors = new ValidationErrors();
        AcsConnectionString.Check("value", text, local, errors);
        return [.. errors.ToDictionary().SelectMany(field => field.Value)];
    }
}
