using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using NimbusFunctions.Tasks;
using NimbusFunctions.Tasks.Endpoints;

namespace NimbusFunctions.Tests.TasksSurface;

public class TaskQueryTests
{
    [Fact]
    public void Parse_Nothing_IsTheFirstPageOfAll() => Assert.Equal(new(null, null, null, 50, null), Parse(""));

    [Fact]
    public void Parse_Everything_IsRead()
    {
        var place = new TaskPlace("0123456789abcde1", "w|0001|id");

        Assert.Equal(
            new(TaskState.Held, "sales", Modality.InstantMessaging, 7, place),
            Parse($"?state=held&service=sales&modality=instantMessaging&top=7&continuation={place.Write()}"));
    }

    [Theory]
    [InlineData("?state=gone", "state")]
    [InlineData("?state=Terminated", "state")]
    [InlineData("?state=1", "state")]
    [InlineData("?modality=1", "modality")]
    [InlineData("?top=201", "top")]
    [InlineData("?top=1&top=2", "top")]
    [InlineData("?service=", "service")]
    [InlineData("?continuation=abc", "continuation")]
    [InlineData("?x=1", "x")]
    public void Parse_Fault_IsNamed(string query, string field) =>
        Assert.Equal([field], TaskQuery.Parse(Of(query)).Problem!.Errors!.Keys);

    private static TaskQuery? Parse(string query) => TaskQuery.Parse(Of(query)).Query;

    private static QueryCollection Of(string query) => new(QueryHelpers.ParseQuery(query));
}
