using NimbusFunctions.Messaging;

namespace NimbusFunctions.Tests.Retention;

public class LetterOwnerTests
{
    private const string Tenant = "0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01";

    [Theory]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01"}""", Tenant)]
    [InlineData("""{"content":{"tenant":"x"},"tenant":"0B9B3F6E-5A0C-4A54-9A55-5D3F3E6C1A01"}""", Tenant)]
    [InlineData("""{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01","broken""", Tenant)]
    [InlineData("""{"content":{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01"}}""", null)]
    [InlineData("""[{"tenant":"0b9b3f6e-5a0c-4a54-9a55-5d3f3e6c1a01"}]""", null)]
    [InlineData("""{"tenant":"../other"}""", null)]
    [InlineData("""{"tenant":7}""", null)]
    [InlineData("""{"tenant":""", null)]
    [InlineData("poison", null)]
    [InlineData("", null)]
    public void NamedIn_AnyBody_IsTheIdOrNobody(string body, string? expected) => Assert.Equal(expected, LetterOwner.NamedIn(body));
}
