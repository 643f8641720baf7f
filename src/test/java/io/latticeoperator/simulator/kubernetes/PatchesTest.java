package io.latticeoperator.simulator.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PatchesTest {
  private static final StrategicMerge STRATEGIC = new StrategicMerge(MergeRules.BUILT_IN);

  private static ObjectNode json(String text) {
    return (ObjectNode) Json.parse(text.replace('\'', '"').getBytes(UTF_8), false);
  }

  private static void strategic(String target, String patch, String expected) {
    assertEquals(json(expected), STRATEGIC.apply(json(target), json(patch)));
  }

  @Test
  void aMergePatchRemovesWhatIsNull() {
    assertEquals(
        json("{'a':{'c':2},'l':[3]}"),
        JsonMergePatch.apply(
            json("{'a':{'b':1,'c':2},'l':[1,2]}"), json("{'a':{'b':null},'l':[3]}")));
  }

  @Test
  void containersMergeByName() {
    strategic(
        "{'spec':{'containers':[{'name':'a','image':'1'},{'name':'b','image':'1'}]}}",
        "{'spec':{'containers':[{'name':'b','image':'2'}]}}",
        "{'spec':{'containers':[{'name':'a','image':'1'},{'name':'b','image':'2'}]}}");
  }

  @Test
  void directivesDeleteAndReplaceElements() {
    strategic(
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}",
        "{'spec':{'containers':[{'name':'a','$patch':'delete'}]}}",
        "{'spec':{'containers':[{'name':'b'}]}}");
    strategic(
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}",
        "{'spec':{'containers':[{'$patch':'replace'},{'name':'c'}]}}",
        "{'spec':{'containers':[{'name':'c'}]}}");
  }

  @Test
  void theOrderOfThePatchWins() {
    strategic(
        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}",
        "{'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'a'}],"
            + "'containers':[{'name':'b','image':'2'}]}}",
        "{'spec':{'containers':[{'name':'b','image':'2'},{'name':'a'}]}}");
  }

  @Test
  void valuesAreDeletedFromListsOfScalars() {
    strategic(
        "{'metadata':{'finalizers':['a','b']}}",
        "{'metadata':{'$deleteFromPrimitiveList/finalizers':['a'],'finalizers':['c']}}",
        "{'metadata':{'finalizers':['c','b']}}");
  }

  @Test
  void onlyTheKeysRetainedStay() {
    strategic(
        "{'spec':{'strategy':{'type':'RollingUpdate','rollingUpdate':{'maxSurge':1}}}}",
        "{'spec':{'strategy':{'$retainKeys':['type'],'type':'Recreate'}}}",
        "{'spec':{'strategy':{'type':'Recreate'}}}");
  }
}
